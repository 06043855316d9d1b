"""Containers: totes, pallets and SSCCs, what lies in them, and what goes along with them (R21, R30)."""
