"""Help for the person typing: other spellings, other keyboards, Arabic in Latin letters."""
