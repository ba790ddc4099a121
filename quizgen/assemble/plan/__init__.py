"""From blueprint and bank to a plan that can be drawn from, or to the reason why there is none."""
