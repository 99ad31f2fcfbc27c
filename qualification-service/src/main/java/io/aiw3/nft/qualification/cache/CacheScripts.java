package io.aiw3.nft.qualification.cache;

/**
 * What is done to the caches, each in one step of Redis.
 *
 * <p>{@code nft_version:{user}} holds {@code <version>:<epoch>}. The version is that of the row of
 * {@code user} from which the entries were filled: an older row never replaces a newer one. The
 * epoch changes with every invalidation and is lost with a flush: a replica that read the tables
 * before either cannot fill the entries after it, however long the pause between the two was. The
 * key lives longer than the entries; once it is gone nothing that was read before is accepted.
 */
final class CacheScripts {
  private static final int WIDTH = CacheKeys.dropped(0).size();

  /**
   * Begins a read of the tables. Keys: all of one user, a release's own included. Arguments: an
   * epoch in case that there is none, its life in ms. Returns the version key's value, then what
   * the entries hold.
   */
  static final String BEGIN =
      """
      local mark = redis.call('GET', KEYS[1])
      if mark then
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
      else
        mark = '0:' .. ARGV[1]
        redis.call('SET', KEYS[1], mark, 'PX', ARGV[2])
      end
      return {mark, unpack(redis.call('MGET', unpack(KEYS, 2)))}
      """;

  /**
   * Fills the entries. Keys: as of {@link #BEGIN}. Arguments: the epoch in which the read began,
   * the row's version, the version key's life in ms, then value and life in ms of each entry.
   * Returns 1 if the entries were filled.
   */
  static final String FILL =
      """
      local version, epoch = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+):(.+)$')
      if epoch ~= ARGV[1] or tonumber(version) > tonumber(ARGV[2]) then return 0 end
      redis.call('SET', KEYS[1], ARGV[2] .. ':' .. epoch, 'PX', ARGV[3])
      for i = 2, #KEYS do redis.call('SET', KEYS[i], ARGV[2 * i], 'PX', ARGV[2 * i + 1]) end
      return 1
      """;

  /**
   * Drops the entries of users: responses by the mark that they bear. Keys: {@link
   * CacheKeys#dropped} of each user. Arguments: the new epoch, its life in ms. Without a version
   * key no replica is reading the user's row.
   */
  static final String DROP =
      """
      for i = 1, #KEYS, %d do
        local version = string.match(redis.call('GET', KEYS[i]) or '', '^(%%d+):')
        if version then redis.call('SET', KEYS[i], version .. ':' .. ARGV[1], 'PX', ARGV[2]) end
        redis.call('UNLINK', unpack(KEYS, i + 1, i + %d))
      end
      return 0
      """
          .formatted(WIDTH, WIDTH - 1);

  private CacheScripts() {}
}
