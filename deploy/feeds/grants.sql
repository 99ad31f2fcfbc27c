-- What a connector's account needs, and no more; ${schema} is the schema that it reads.
CREATE USER 'debezium'@'%' IDENTIFIED BY '${password}';
GRANT RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'debezium'@'%';
GRANT SELECT, LOCK TABLES ON ${schema}.* TO 'debezium'@'%';
