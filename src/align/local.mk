# Sources of src/align.
