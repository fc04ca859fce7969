"""What it may cost: budgets, rates, and what is counted for them."""
