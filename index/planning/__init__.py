"""From a query to a plan: words analysed, patterns and names looked up."""
