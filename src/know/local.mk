# src/know
