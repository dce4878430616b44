"""Who may read, where the server itself asks: passwords, and addresses that are secret.

In an application of others that is their matter; they may use these pieces.
"""
