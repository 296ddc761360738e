import type { SCRIPTS } from './scripts.ts'

/** A fault put into a script on purpose: the differential test must notice it. */
export interface Mutant {
  name: string
  scripts: (keyof typeof SCRIPTS)[]
  from: string
  to: string
}

const BOTH: Mutant['scripts'] = ['lease', 'beacon']

export const MUTANTS: Mutant[] = [
  { name: 'a beacon may shorten the hold of a number', scripts: ['beacon'], from: "'XX', 'GT'", to: "'XX'" },
  { name: 'a lease may shorten the hold of a number', scripts: BOTH, from: "free and 'CH' or 'GT'", to: "'CH'" },
  {
    name: 'a number goes on waiting for its last visitor while somebody else has it',
    scripts: BOTH,
    from: 'if free or finish > ring.released then',
    to: 'if finish > ring.released then',
  },
  { name: 'interest makes no number wait', scripts: ['beacon'], from: 'ring.released = now + interestRest', to: 'ring.released = now' },
  {
    name: 'who tapped makes his number wait',
    scripts: ['beacon'],
    from: 'string.sub(signs, 1, 13) == NEVER and',
    to: '',
  },
  {
    name: 'a waiting number that somebody looks at is given',
    scripts: BOTH,
    from: 'if not taken[list[i]] and #ring.live == 0 then',
    to: 'if not taken[list[i]] then',
  },
  {
    name: 'waiting numbers are not given before held ones are shared',
    scripts: BOTH,
    from: 'if not taken[list[i]] and #ring.live == 0 then',
    to: 'if false then',
  },
  {
    name: 'a beacon may shorten what the ring knows of the hold',
    scripts: ['beacon'],
    from: 'if finish > ring.released then ring.released = finish end\n  store',
    to: 'ring.released = finish\n  store',
  },
  {
    name: 'a kept number that left the pool comes back into it',
    scripts: ['beacon'],
    from: "'XX', 'GT', finishText, slot.number",
    to: "'GT', finishText, slot.number",
  },
  {
    name: 'one holder too few',
    scripts: BOTH,
    from: '% (ringSize - 1)\n  end\n  ring.newest',
    to: '% math.max(ringSize - 2, 1)\n  end\n  ring.newest',
  },
  { name: 'one holder too many', scripts: BOTH, from: 'if ring.newest and ringSize > 1 then', to: 'if ring.newest then' },
  {
    name: 'the newest drained number is not the first to come back',
    scripts: BOTH,
    from: "'+inf', '0', 'BYSCORE', 'REV'",
    to: "'0', '+inf', 'BYSCORE'",
  },
  {
    name: 'the most rested number is taken from the wrong end',
    scripts: BOTH,
    from: "'0', takenCount)",
    to: "'0', takenCount, 'REV')",
  },
  {
    name: 'the newest stock is used first',
    scripts: BOTH,
    from: "'-inf', '(0', 'BYSCORE'",
    to: "'(0', '-inf', 'BYSCORE', 'REV'",
  },
  { name: 'seconds for milliseconds in the hold', scripts: BOTH, from: 'now + leaseLength\n', to: 'now + leaseLength / 1000\n' },
  {
    name: 'seconds for milliseconds in the memory of answers',
    scripts: ['lease'],
    from: 'now + retry',
    to: 'now + retry / 1000',
  },
  { name: 'no expiry of limits', scripts: ['lease'], from: "redis.call('PEXPIREAT', key, string.match(text, '^%d+'))", to: '' },
  {
    name: 'limits share one counter',
    scripts: ['lease'],
    from: "'HINCRBY', key, limit, '1')",
    to: "'HINCRBY', key, 'x', '1')",
  },
  {
    name: 'the growth window has no end',
    scripts: BOTH,
    from: 'if not added or tonumber(ends) < now then',
    to: 'if not added then',
  },
  { name: 'no expiry of visitors', scripts: BOTH, from: ", 'PXAT', moment(now + sticky)", to: '' },
  {
    name: 'no expiry of counts',
    scripts: BOTH,
    from: "redis.call('PEXPIREAT', KEYS[3], moment((math.floor(now / 3600000) + 1) * 3600000 + 3024000000))",
    to: '',
  },
  {
    name: 'a number counts as rested one millisecond late',
    scripts: BOTH,
    from: 'now - score >= growBelow',
    to: 'now - score > growBelow',
  },
  {
    name: 'a number that was never held has no rest of its own',
    scripts: BOTH,
    from: "score == 0 and '' or moment(now - score)",
    to: 'moment(now - score)',
  },
  { name: 'growth ignores the cap', scripts: BOTH, from: 'if active >= caps[p] then return nil end', to: '' },
  { name: 'growth may pass the cap by one', scripts: BOTH, from: 'active >= caps[p]', to: 'active > caps[p]' },
  {
    name: 'growth of a burst is rounded down',
    scripts: BOTH,
    from: 'math.ceil(burstShare * active)',
    to: 'math.floor(burstShare * active)',
  },
  {
    name: 'growth before taking back',
    scripts: BOTH,
    from: "local drained = redis.call('ZRANGE'",
    to: "local drained = redis.call('ZCOUNT', aside, '-inf', '(0') > 0 and {} or redis.call('ZRANGE'",
  },
  { name: 'a drained number comes back unrested', scripts: BOTH, from: 'if now - released >= growBelow then', to: 'if true then' },
  { name: 'a taken number is given twice', scripts: BOTH, from: 'if not taken[list[i]] then return', to: 'if true then return' },
  { name: 'sticky although somebody else is there', scripts: ['lease'], from: 'and (not others or (own and not slot.exclusive))', to: '' },
  {
    name: 'sticky only for the newest holder',
    scripts: ['lease'],
    from: 'last == visitor or now - startedAt < visitLength or',
    to: 'last == visitor or',
  },
  {
    name: 'sticky for whoever rested long enough, one millisecond late',
    scripts: ['lease'],
    from: 'now - score >= stickyRest',
    to: 'now - score > stickyRest',
  },
  {
    name: 'exclusive numbers are shared',
    scripts: ['lease'],
    from: "overflow == 'share' and not slot.exclusive)",
    to: "overflow == 'share')",
  },
  { name: 'one live lease more than allowed', scripts: ['lease'], from: 'held < liveLeases', to: 'held <= liveLeases' },
  { name: 'limits allow one lease less', scripts: ['lease'], from: 'uses > tonumber(max)', to: 'uses >= tonumber(max)' },
  { name: 'a retry is a new lease', scripts: ['lease'], from: 'if before then return { 1, before } end', to: '' },
  { name: 'suspects make the pool grow', scripts: ['lease'], from: 'if suspect then\n  local sink', to: 'if false then\n  local sink' },
  {
    name: 'a hidden page ends the pages of the whole session',
    scripts: ['beacon'],
    from: 'if entry[1] == page and entry[3] == session then\n      ended',
    to: 'if entry[3] == session then\n      ended',
  },
  {
    name: 'a hidden page releases a number that others still show',
    scripts: ['beacon'],
    from: 'if entry[2] > last then last = entry[2] end',
    to: '',
  },
  { name: 'a lease has no end', scripts: ['beacon'], from: 'elseif now >= ends then', to: 'elseif false then' },
  { name: 'a tap is counted again within ten seconds', scripts: ['beacon'], from: 'or tap - newTap >= tapOnce', to: 'or tap > newTap' },
  { name: 'a tap before the lease counts', scripts: ['beacon'], from: 'if tap > 0 and tap >= shown and', to: 'if tap > 0 and' },
  {
    name: 'a beacon keeps a number that went to somebody else',
    scripts: ['beacon'],
    from: 'if bound and (own or not owner) then',
    to: 'if bound then',
  },
  {
    name: 'a replaced page goes on holding its old number',
    scripts: ['beacon'],
    from: "  finish(slot, ring)\n  if not step then return 'G|'",
    to: "  if not step then return 'G|'",
  },
  { name: 'draining is not written down', scripts: ['drain'], from: "redis.call('XADD'", to: "local _ = tostring('XADD'" },
  { name: 'taking back forgets the rest', scripts: ['takeBack'], from: 'raw and tonumber(string.sub(raw, 15, 27)) or 0', to: '0' },
  {
    name: 'filling makes active numbers stock again',
    scripts: ['fill'],
    from: "elseif as == 'stock' and not active and",
    to: "elseif as == 'stock' and",
  },
  {
    name: 'filling takes draining numbers back',
    scripts: ['fill'],
    from: "and not active and not draining then\n    redis.call('ZREM', aside, number)\n    redis.call('ZADD', pool",
    to: "and not active then\n    redis.call('ZREM', aside, number)\n    redis.call('ZADD', pool",
  },
  { name: 'removed numbers keep their holders', scripts: ['remove'], from: "redis.call('HDEL', KEYS[2], unpack(fields))", to: '' },
  { name: 'a forgotten visitor leaves a hole in the ring', scripts: ['forget'], from: 'older % (size - 1)', to: 'next' },
  {
    name: "a forgotten visitor's pages stay",
    scripts: ['forget'],
    from: 'if who ~= visitor and not sessions[session] then live',
    to: 'if true then live',
  },
  { name: 'a call is not remembered', scripts: ['call'], from: "string.format('%013d', last)", to: 'string.sub(raw, 2, 14)' },
]
