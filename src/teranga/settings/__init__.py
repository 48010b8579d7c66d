"""Settings come from the environment only; nonsense stops the start with one clear line."""
