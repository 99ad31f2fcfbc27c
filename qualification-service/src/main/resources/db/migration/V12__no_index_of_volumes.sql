-- Nothing asks for users by volume, and every batch of trades had to move its users in this index. See adr/0002.

ALTER TABLE `user` DROP INDEX idx_cached_volume;
