"""`Archive`: the whole of Kashshaf behind one object."""
