"""What is held and what is exchanged: records, files, passages, packs. No Flask, no devices, no network, no clock."""
