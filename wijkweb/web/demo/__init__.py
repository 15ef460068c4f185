"""The demo: a city and three made-up municipalities with their dossiers, retold in our own words."""
