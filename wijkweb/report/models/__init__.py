"""Tables of the report: meetings, reports, evaluation, anchoring."""
