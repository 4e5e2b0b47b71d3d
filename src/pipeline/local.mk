# src/pipeline
