"""The version of the engine, written into everything that leaves it."""

ENGINE_VERSION = "0.1.0"
