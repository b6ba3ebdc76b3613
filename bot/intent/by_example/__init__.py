"""What no rule reads, told by its likeness to example sentences."""
