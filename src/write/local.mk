# src/write
