"""The design system: components, layouts, page templates, assets, colour functions. Knows Django and Wagtail only."""
