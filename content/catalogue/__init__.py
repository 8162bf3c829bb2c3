"""Records as rows: schema, reading what is visible, writing what was brought, staff's overlay."""
