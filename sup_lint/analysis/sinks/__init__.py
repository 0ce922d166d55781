"""Where a program writes what people read: logs, terminals, services, pages, log files, messages of exceptions."""
