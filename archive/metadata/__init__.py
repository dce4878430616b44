"""What is known of an item: its source, platform, agencies and date, in one spelling."""
