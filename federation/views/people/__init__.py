"""«Persone»: who works for a member, seen and decided by whoever administers it."""
