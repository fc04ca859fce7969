"""What Redis does in one go for budgets and rates: checks and changes that nothing comes between.

Of each purse there is a hash (spent, held, unknown, seeded_at), a hash of holds, a sorted set
of when each hold lapses, and a hash of costs that came before the purse was seeded. A purse
without `spent` is not seeded: the ledger has to say. Money is micro-dollars, time is Redis'
own where it is compared with Redis' own.
"""

from typing import Final

_NOW = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local function whole(n) return string.format('%.0f', n) end
"""

# holds of processes that are gone lapse; whoever comes next takes them off
_LAPSE = """
local function lapse(purse, holds, leases)
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', now)) do
    local micros = redis.call('HGET', holds, id)
    if micros then
      redis.call('HINCRBY', purse, 'held', '-' .. micros)
      redis.call('HDEL', holds, id)
    end
    redis.call('ZREM', leases, id)
  end
end
local function numbers(purse)
  local found = redis.call('HMGET', purse, 'spent', 'held', 'unknown')
  return tonumber(found[1]), tonumber(found[2] or '0'), tonumber(found[3] or '0')
end
local born = tonumber(redis.call('GET', KEYS[1]) or '')
if not born then
  born = now
  redis.call('SET', KEYS[1], whole(now))
end
local count = (#KEYS - 1) / 3
local function names(i) return KEYS[3 * i - 1], KEYS[3 * i], KEYS[3 * i + 1] end
for i = 1, count do
  local purse, holds, leases = names(i)
  lapse(purse, holds, leases)
  if redis.call('HEXISTS', purse, 'spent') == 0 then
    return {'unseeded', i, now - born}
  end
end
"""

#: KEYS: epoch, then purse, holds, leases of each. ARGV: nothing. Returns `told` with spent,
#: held and unknown of each, or `unseeded` with which, and how old the epoch is in ms.
BALANCES: Final = (
    _NOW
    + _LAPSE
    + """
local told = {'told'}
for i = 1, count do
  local spent, held, unknown = numbers((names(i)))
  table.insert(told, whole(spent))
  table.insert(told, whole(held))
  table.insert(told, whole(unknown))
end
return told
"""
)

#: The same KEYS. ARGV: id, micros, lease_ms, then each limit. Returns `held` with what each
#: had spent; or `refused` with which, and its spent, held and unknown; or `unseeded`.
RESERVE: Final = (
    _NOW
    + _LAPSE
    + """
local id, micros, lease = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local told = {'held'}
for i = 1, count do
  local spent, held, unknown = numbers((names(i)))
  if spent + held + micros > tonumber(ARGV[3 + i]) then
    return {'refused', i, whole(spent), whole(held), whole(unknown)}
  end
  table.insert(told, whole(spent))
end
for i = 1, count do
  local purse, holds, leases = names(i)
  redis.call('HINCRBY', purse, 'held', ARGV[2])
  redis.call('HSET', holds, id, ARGV[2])
  redis.call('ZADD', leases, now + lease, id)
  redis.call('EXPIRE', holds, 172800)
  redis.call('EXPIRE', leases, 172800)
end
return told
"""
)

#: KEYS: done mark, then purse, holds, leases, late of each. ARGV: id, micros or nothing,
#: when it ended (ms), ms of doubt about that. Counts once, however often it is sent.
SETTLE: Final = """
local id, micros, ended, doubt = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', 3600) then return 0 end
for i = 2, #KEYS, 4 do
  local purse, holds, leases, late = KEYS[i], KEYS[i + 1], KEYS[i + 2], KEYS[i + 3]
  local held = redis.call('HGET', holds, id)
  if held then
    redis.call('HINCRBY', purse, 'held', '-' .. held)
    redis.call('HDEL', holds, id)
    redis.call('ZREM', leases, id)
  end
  local seeded = tonumber(redis.call('HGET', purse, 'seeded_at') or '')
  if not seeded then
    redis.call('HSET', late, id, micros)
    redis.call('EXPIRE', late, 3600)
  elseif held or ended >= seeded - doubt then
    -- else the purse was seeded after the call had ended: the ledger had it
    if micros == '' then
      redis.call('HINCRBY', purse, 'unknown', 1)
    else
      redis.call('HINCRBY', purse, 'spent', micros)
    end
  end
end
return 1
"""

#: KEYS: purse, late. ARGV: spent, unknown, when (ms), when it may be forgotten (s) or 0.
SEED: Final = """
if redis.call('HEXISTS', KEYS[1], 'spent') == 1 then return 0 end
redis.call('HSET', KEYS[1], 'spent', ARGV[1], 'unknown', ARGV[2], 'seeded_at', ARGV[3])
local late = redis.call('HVALS', KEYS[2])
for _, micros in ipairs(late) do
  if micros == '' then
    redis.call('HINCRBY', KEYS[1], 'unknown', 1)
  else
    redis.call('HINCRBY', KEYS[1], 'spent', micros)
  end
end
redis.call('DEL', KEYS[2])
if ARGV[4] ~= '0' then redis.call('EXPIREAT', KEYS[1], ARGV[4]) end
return 1
"""

#: KEYS: done mark, then purse, holds, leases of each. ARGV: id, micros, lease_ms. Keeps a hold
#: of a living process, and brings it back where Redis has lost it.
RENEW: Final = (
    _NOW
    + """
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
for i = 2, #KEYS, 3 do
  if redis.call('HSETNX', KEYS[i + 1], ARGV[1], ARGV[2]) == 1 then
    redis.call('HINCRBY', KEYS[i], 'held', ARGV[2])
  end
  redis.call('ZADD', KEYS[i + 2], now + tonumber(ARGV[3]), ARGV[1])
end
return 1
"""
)

#: KEYS: a sorted set of requests and a hash of their tokens for each rate. ARGV: id, tokens,
#: window (us), then the limits of requests and tokens of each, -1 for none. Returns 0, or
#: which rate has no room longest, then the kind and the wait (us); then of each rate the
#: requests, the tokens and the time until all is free (us).
ADMIT: Final = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local id, tokens, window = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local full, kind, longest = 0, '', -1
local function note(i, what, wait)
  if wait > longest then full, kind, longest = i, what, wait end
end
for i = 1, #KEYS / 2 do
  local set, hash = KEYS[2 * i - 1], KEYS[2 * i]
  for _, old in ipairs(redis.call('ZRANGEBYSCORE', set, '-inf', now - window)) do
    redis.call('HINCRBY', hash, '#', -tonumber(redis.call('HGET', hash, old) or '0'))
    redis.call('HDEL', hash, old)
    redis.call('ZREM', set, old)
  end
  local by_requests, by_tokens = tonumber(ARGV[2 + 2 * i]), tonumber(ARGV[3 + 2 * i])
  local asked = redis.call('ZCARD', set)
  if by_requests >= 0 and asked >= by_requests then
    local found = redis.call('ZRANGE', set, asked - by_requests, asked - by_requests, 'WITHSCORES')
    note(i, 'requests', found[2] and found[2] + window - now or window)
  end
  local excess = tonumber(redis.call('HGET', hash, '#') or '0') + tokens - by_tokens
  if by_tokens >= 0 and excess > 0 then
    local wait = window
    local entries = redis.call('ZRANGE', set, 0, -1, 'WITHSCORES')
    for j = 1, #entries, 2 do
      excess = excess - tonumber(redis.call('HGET', hash, entries[j]) or '0')
      if excess <= 0 then
        wait = entries[j + 1] + window - now
        break
      end
    end
    note(i, 'tokens', wait)
  end
end
local told = {full, kind, string.format('%.0f', longest)}
for i = 1, #KEYS / 2 do
  local set, hash = KEYS[2 * i - 1], KEYS[2 * i]
  if full == 0 then
    redis.call('ZADD', set, string.format('%.0f', now), id)
    redis.call('HSET', hash, id, ARGV[2])
    redis.call('HINCRBY', hash, '#', ARGV[2])
    local ms = math.ceil(window / 1000) + 1000
    redis.call('PEXPIRE', set, ms)
    redis.call('PEXPIRE', hash, ms)
  end
  local last = redis.call('ZRANGE', set, -1, -1, 'WITHSCORES')
  table.insert(told, redis.call('ZCARD', set))
  table.insert(told, tonumber(redis.call('HGET', hash, '#') or '0'))
  table.insert(told, last[2] and string.format('%.0f', last[2] + window - now) or '0')
end
return told
"""

#: KEYS: the hashes of tokens. ARGV: id, tokens.
CORRECT: Final = """
for _, hash in ipairs(KEYS) do
  local before = redis.call('HGET', hash, ARGV[1])
  if before then
    redis.call('HSET', hash, ARGV[1], ARGV[2])
    redis.call('HINCRBY', hash, '#', ARGV[2] - before)
  end
end
return 1
"""
