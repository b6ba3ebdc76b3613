"""Texts put together from records, in English and Chinese, without a model."""
