"""What an utterance and each of its words do, learnt from tagged ones, and where that is heeded."""
