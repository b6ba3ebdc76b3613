"""Words that mean the same to a service desk, in English and Chinese. Data only.

A concept is written in capitals and stands for all its words, so that "send it back" meets "Returns" and 退货.
What stands for a thing is small and stands in thing_words.py.
"""

from __future__ import annotations

_VERB = (
    r"(?:send|sends|sent|sending|bring|brings|brought|bringing|give|gave|given|giving|take|takes|took|taken|ship|"
    r"post|mail|come|comes)"
)
_PAY = r"(?:pay|pays|paid|paying|get|gets|got|getting|have|give|gives|gave|see)"

# In this order. Each is a pattern over text without capitals, and what stands for it.
PHRASES: tuple[tuple[str, str], ...] = (
    (r"e-?mails?", "EMAIL"),
    (r"\b(do|does|did|is|was|are|were|has|have|wo|ca|could|would|should)nt", r"\1n't"),  # as people type
    (r"gift (?:cards?|certificates?|vouchers?)", "GIFTCARD"),
    (r"(?:gift|present)[- ]wrap(?:s|ped|ping)?", "WRAP gift"),
    (rf"(?:{_PAY}\s+(?:\w+\s+){{0,3}}?)?money\s+(?:is\s+|be\s+"
     rf"|comes?\s+)?back|{_PAY}\s+back\s+(?:the|my|your)?\s*money", "REFUND"),
    (r"(?:get(?:ting)?|see|when|where)\s+(?:\w+\s+){0,3}?(?:my|your"
     r"|the) money(?: comes?| goes?)?|we (?:pay|give) back|the money goes", "REFUND"),
    (r"back(?:ing)? up|back-?ups?", "BACKUP"),
    (rf"{_VERB}\s+((?:\w+\s+){{0,4}}?)back|chang(?:e|ed|ing) (?:my|your) mind", r"RETURN \1"),
    (r"(?:does|do|did)n't\s+fit|too (?:small|big|large|tight)|wrong size", "EXCHANGE"),
    (r"never (?:came|arrived|turned up|showed up)|has(?:n't| not)\s+(?:come|arrived|turned up)", "TRACK DELIVERY"),
    (r"(?:can't|cannot|can not)\s+(?:get into|access|log ?in(?:to)?|open) my account|locked out",
     "LOGIN PASSWORD"),
    (r"(?:valid|good) (?:for|until|till)|how long (?:\w+ ){1,5}?(?:last|good for)", "VALID"),
    (r"(?:fell|fall|fallen|dropped|drop)\s+((?:\w+\s+){0,3}?)(?:in|into|down) (?:the |a )?"
     r"(?:water|bath|toilet|sink|pool|sea|lake|river|puddle)", r"WET \1"),
    (r"(?:won't|doesn't|don't)\s+(?:stay\s+)?(?:closed?|shut)"
     r"|no longer (?:stays? )?(?:closed?|closes|shut)", "shut"),
    (r"is\s+((?:\w+\s+){1,3}?)extra", r"COST \1"),
    (r"(?:another|different|other|bigger|smaller|larger|right"
     r"|new) sizes?|(?:bigger|smaller|larger) (?:one|pair)", "EXCHANGE"),
    (r"how much|what does .{0,40}? cost|what do i pay|what(?:'s| is) the price", "COST"),
    (r"opening (?:hours|times)|(?:is|are|be) (?:\w+ )?(?:open"
     r"|closed)|when (?:\w+ ){0,3}?(?:open|close|closes|opens)", "OPENING"),
    (r"open(?:s|ed)? (?:from|at|on|until|till)|clos(?:es|ed) (?:at|on)|hours of opening", "OPENING"),
    (r"where (?:we|you) are|where are you|how (?:do|can) (?:i|we) (?:get to|find) (?:you|the shop)", "ADDRESS"),
    (r"(?:pick|picks|picked|picking)\s+(?:\w+\s+){0,2}?up|nobody (?:collects|fetches)", "COLLECT"),
    (r"(?:taking|take|took) out", "LEND"),
    (r"(?:follow|following|where(?: is|'s)) (?:the|my|your) (?:parcel|order|package)", "TRACK DELIVERY"),
    (r"(?:can't|cannot|don't|can not) remember", "FORGET"),
    (r"(?:at|not|nobody|no one|isn't|wasn't|weren't|aren't|away from) (?:at )?home", "HOME"),
    (r"wi-?fi|wlan|wireless(?: network)?", "wifi"),
    (r"(?:the )?(?:usa|u\.s\.a?\.?|united states|the states)", "USA"),
    (r"(?:the )?(?:uk|united kingdom|great britain)", "UK"),
    (r"(?:other|foreign|another) countr(?:y|ies)|overseas|outside the country", "ABROAD"),
    (r"log[- ]?in|sign[- ]?in", "LOGIN"),
    (r"call(?:ed)? off", "CANCEL"),
    (r"phone number|by phone|over the phone|telephone", "CALL"),
)  # fmt: skip

# Films and lamps have these as often as shops do; with them alone nobody speaks of the shop.
LOOSE = frozenset({
    "COST", "LOST", "FORGET", "HOME", "BROKEN", "WORN", "TRY", "EAT", "WET", "HOLIDAY", "LATE", "STUCK", "ABROAD",
    "USA", "UK", "WRAP", "VALID", "TRACK", "CALL", "LEND", "MEMBER", "TAX", "WIPE", "EXCHANGE",
})  # fmt: skip
WORDS: dict[str, str] = {
    "RETURN": "return returns returned returning returnable",
    "REFUND": "refund refunds refunded reimburse reimbursed",
    "EXCHANGE": "exchange exchanges exchanged swap swaps swapped replacement replace",
    "DELIVERY": "deliver delivers delivered delivery deliveries ship ships shipped shipping shipment dispatch "
    "dispatched parcel parcels package packages courier post posted posts arrive arrives arrived driver carrier",
    "DELIVERY COST": "postage",
    "COST": "cost costs price prices priced fee fees charge charged charges expensive euros euro free",
    "PAY": "pay pays paid paying payment payments",
    "CANCEL": "cancel cancels cancelled canceled cancelling cancellation",
    "BROKEN": "broken broke breaks break damaged damage faulty defective cracked smashed torn tore tear snapped "
    "shattered",
    "REPAIR": "repair repairs repaired repairing fix fixed fixes mend mended mending",
    "WARRANTY": "warranty guarantee guaranteed guarantees warranties",
    "INVOICE": "invoice invoices bill bills receipt receipts",
    "OPENING": "closed weekdays",
    "PASSWORD": "password passwords passcode",
    "ACCOUNT": "account accounts profile",
    "COLLECT": "collect collects collected collecting collection pickup fetch fetched",
    "STUCK": "stuck jam jams jammed jamming",
    "TRACK": "track tracking tracked",
    "ADDRESS": "address addresses",
    "DISCOUNT": "discount discounts reduction reductions concession concessions reduced",
    "APPOINTMENT": "appointment appointments reservation",
    "VOUCHER": "voucher vouchers coupon coupons",
    "LOST": "lost lose loses losing loss missing",
    "FORGET": "forget forgot forgotten",
    "WRAP": "wrap wraps wrapping wrapped",
    "VALID": "valid validity expire expires expired expiry expiration",
    "MEMBER": "member members membership join joining",
    "TAX": "customs duty duties tax taxes",
    "ABROAD": "abroad international internationally",
    "INSTALMENT": "instalment instalments installment installments",
    "LATE": "late overdue fine fines",
    "LEND": "lend lends lent loan loans borrow borrows borrowed borrowing hire rent",
    "RENEW": "renew renews renewed renewing renewal extend extended prolong",
    "RESERVE": "reserve reserves reserved reserving hold",
    "WIPE": "wipe wiped erase erased delete deleted",
    "HOLIDAY": "holiday holidays christmas easter",
    "WORN": "used worn wore wear",
    "TRY": "try tried trying",
    "EAT": "eat eating food lunch snack",
    "WET": "wet water rain",
}

CHINESE: dict[str, str] = {
    "RETURN": "退 退货 退换 退回 退掉 寄回 送回 归还 还书",
    "REFUND": "退款 退钱 退费 返款",
    "EXCHANGE": "换货 换码 尺码 更换 调换 换",
    "DELIVERY": "配送 发货 快递 送货 物流 寄到 邮寄 寄 包裹 送到 到货 派送 快递员",
    "DELIVERY COST": "运费 邮费 包邮",
    "COST": "多少钱 费用 收费 免费 价格 要钱 不收费 收钱",
    "PAY": "付款 支付 付钱 结账",
    "CANCEL": "取消",
    "BROKEN": "破损 坏 碎 断 损坏 压坏",
    "REPAIR": "维修 修理 修",
    "WARRANTY": "保修 质保 三包",
    "INVOICE": "发票 开票 收据 小票",
    "OPENING": "开门 营业 关门 几点开 几点关 营业时间",
    "PASSWORD": "密码",
    "ACCOUNT": "账号 账户 帐号",
    "ADDRESS": "地址",
    "DISCOUNT": "优惠 折扣 打折 便宜点",
    "APPOINTMENT": "预约 预定",
    "VOUCHER": "优惠券",
    "GIFTCARD": "礼品卡",
    "LOST": "遗失 丢失 丢 弄丢 不见了",
    "FORGET": "忘记 忘",
    "WRAP": "包装",
    "VALID": "有效期 有效 过期",
    "MEMBER": "会员 入会",
    "TAX": "关税 海关",
    "USA": "美国",
    "UK": "英国",
    "ABROAD": "国外 海外 境外",
    "INSTALMENT": "分期",
    "LATE": "逾期 罚款 罚",
    "WET": "进水 掉水 受潮",
    "BACKUP": "备份",
    "HOME": "不在家",
    "COLLECT": "取货 自提 取件 领取",
    "STUCK": "卡住 卡",
    "LEND": "借",
    "RENEW": "续借 续期 延期",
    "WIPE": "删除 清除",
    "HOLIDAY": "节假日 春节 国庆",
}

# Words that tell nothing of what is wanted; with a space between two.
CHINESE_STOP = (
    "的话 请问 你们 我们 您们 怎么办 怎么样 怎么 如何 多久 多少 能不能 可不可以 可以 是否 什么 哪里 哪儿 "
    "有没有 要不要 会不会 需要 是什么 多长时间 时间 政策 规定 几天 几个 一下 如果 还能 我 你 您 的 了 吗 "
    "呢 么 吧 啊 在 是 有 要 会 能 也 都 还 就 给 把 到 和 与 或 这 那 它 想 问 请 很 不 时 后 "
    "东西 商品 里 哪 几 被 让 得 着 过 个 些 上 下 去 来 用 收 开 "
)
ENGLISH_STOP = (
    "policy policies rule rules work works possible allowed tell know need needs want wants happen "
    "happens happened long quickly soon often still already ever get gets got getting go goes put use "
    "used using let say says thing things stuff item items way ways without within before after during "
    "while else instead back now then today time times day days week weeks month months year years hour "
    "hours minute minutes please hi hello may might must shall each every both same per off via own offer "
    "offers offered does did done doing accept accepts take takes taking took come comes coming one two "
    "first ok t s d ve re m ll isn aren can't don't won't doesn't didn't cannot i'm it's i've i'd what's "
    "where's there under over only until against across about since cent sell sells sold have has anyone "
    "somebody someone anything something nothing everything "
)
