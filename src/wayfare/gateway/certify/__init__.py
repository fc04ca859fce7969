"""What is shown of answers by other models than the baseline: compared, guarded, certified."""
