"""What words do and what an utterance does, learnt from tagged utterances. Knows no grammar, names or talk."""
