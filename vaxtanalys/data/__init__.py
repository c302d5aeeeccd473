"""Knowledge of Swedish plans as rows that a civil servant can edit; read with importlib.resources."""
