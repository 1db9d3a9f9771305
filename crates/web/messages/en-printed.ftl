# Printed forms and files to take away.
