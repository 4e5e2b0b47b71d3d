# src/read
