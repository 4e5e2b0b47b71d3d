# src/tag
