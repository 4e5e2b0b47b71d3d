# src/query
