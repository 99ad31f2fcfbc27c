SELECT no_such_column FROM information_schema.schemata;
