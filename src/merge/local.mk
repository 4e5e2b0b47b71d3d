# Sources of src/merge.
