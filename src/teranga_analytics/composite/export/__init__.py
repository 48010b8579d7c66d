"""What leaves the engine: tables, workbooks, SDMX, COINr's files, and packages that recompute."""
