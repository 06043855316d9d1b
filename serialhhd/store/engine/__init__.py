"""The store on its database: opening, reading, the one writer, migrations, copies."""
