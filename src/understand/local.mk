# src/understand
