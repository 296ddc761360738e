const inOrder = (a: [string, number], b: [string, number]): number => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)

/** Members by score, ties by name: what a Redis sorted set is, as an indexed binary heap. The head costs nothing, a change O(log n). */
export class RankedSet<Member extends string> {
  readonly #members: Member[] = []
  readonly #scores: number[] = []
  readonly #places = new Map<Member, number>()
  /** 1: the lowest score first; -1: the highest. */
  readonly #sign: 1 | -1

  constructor(first: 'lowest' | 'highest' = 'lowest') {
    this.#sign = first === 'lowest' ? 1 : -1
  }

  get size(): number {
    return this.#members.length
  }

  score(member: Member): number | undefined {
    const place = this.#places.get(member)
    return place === undefined ? undefined : this.#scores[place]
  }

  has(member: Member): boolean {
    return this.#places.has(member)
  }

  set(member: Member, score: number): void {
    const place = this.#places.get(member)
    if (place === undefined) {
      this.#put(this.#members.length, member, score)
      this.#rise(this.#members.length - 1)
    } else {
      this.#scores[place] = score
      this.#sink(this.#rise(place))
    }
  }

  delete(member: Member): boolean {
    const place = this.#places.get(member)
    if (place === undefined) return false
    this.#places.delete(member)
    const lastMember = this.#members.pop()!
    const lastScore = this.#scores.pop()!
    if (lastMember !== member) {
      this.#put(place, lastMember, lastScore)
      this.#sink(this.#rise(place))
    }
    return true
  }

  /** The first member that is not in `skip`. */
  first(skip: ReadonlySet<Member>): Member | undefined {
    const head = this.#members[0]
    if (head === undefined || !skip.has(head)) return head
    const passed: [Member, number][] = []
    let found: Member | undefined
    while (this.#members.length > 0) {
      const member = this.#members[0]!
      if (!skip.has(member)) {
        found = member
        break
      }
      passed.push([member, this.#scores[0]!])
      this.delete(member)
    }
    for (const [member, score] of passed) this.set(member, score)
    return found
  }

  /** The first `count` members in order. */
  top(count: number): Member[] {
    const passed: [Member, number][] = []
    while (passed.length < count && this.#members.length > 0) {
      passed.push([this.#members[0]!, this.#scores[0]!])
      this.delete(this.#members[0]!)
    }
    for (const [member, score] of passed) this.set(member, score)
    return passed.map(([member]) => member)
  }

  /** The lowest `count` with more than that score, lowest first. */
  above(score: number, count: number): [Member, number][] {
    return this.#pairs()
      .filter(([, own]) => own > score)
      .sort(inOrder)
      .slice(0, count)
  }

  /** Everything, lowest score first whatever the order of the heap. */
  entries(): [Member, number][] {
    return this.#pairs().sort(inOrder)
  }

  #pairs(): [Member, number][] {
    return this.#members.map((member, i) => [member, this.#scores[i]!])
  }

  #put(place: number, member: Member, score: number): void {
    this.#members[place] = member
    this.#scores[place] = score
    this.#places.set(member, place)
  }

  #before(a: number, b: number): boolean {
    const difference = this.#scores[a]! - this.#scores[b]!
    return (difference === 0 ? (this.#members[a]! < this.#members[b]! ? -1 : 1) : difference) * this.#sign < 0
  }

  #swap(a: number, b: number): void {
    const member = this.#members[a]!
    const score = this.#scores[a]!
    this.#put(a, this.#members[b]!, this.#scores[b]!)
    this.#put(b, member, score)
  }

  #rise(from: number): number {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#before(place, parent)) break
      this.#swap(place, parent)
      place = parent
    }
    return place
  }

  #sink(from: number): void {
    let place = from
    for (;;) {
      const left = 2 * place + 1
      if (left >= this.#members.length) return
      const child = left + 1 < this.#members.length && this.#before(left + 1, left) ? left + 1 : left
      if (!this.#before(child, place)) return
      this.#swap(place, child)
      place = child
    }
  }
}
