"""The contracts: tables, indicators, rules and expectations, each defined once."""
