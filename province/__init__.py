"""The province's side: publishing packs, keeping the register of communes, receiving reports."""
