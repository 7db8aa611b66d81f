"""Deploys: publishing the last complete build to a target."""
