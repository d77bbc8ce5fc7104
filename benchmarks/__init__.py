"""Made-up descriptions and plans with known truth and named defects, and the exact cells they give.

Nothing here knows the parser, the rules or the warehouse: it is the other side of the scale.
"""
