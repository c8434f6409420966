#!/usr/bin/env python3
"""Prints frames of crdt4j as JSON, a line each: python3 decode.py [--record ID=NAME:HEADER,...] FILE...

It is written from format.md alone, with nothing but Python's standard library. HEADER is the header of a component in
hexadecimal digits, as bytes do not say what a record consists of. It reads what is well-formed; unlike KryoCodec it does not
refuse what could be written otherwise, and does not limit what a sender can make it unpack.
"""
import json
import struct
import sys

NAMES = {0x23: 'VectorClock', 0x24: 'CausalContext', 0x25: 'BoundedCounter', 0x26: 'GMap', 0x27: 'ORMultimap', 0x28: 'GCounter',
         0x29: 'PNCounter', 0x2A: 'LWWRegister', 0x2B: 'MVRegister', 0x2C: 'ORSet', 0x2D: 'ORMap', 0x2E: 'Removable',
         0x2F: 'EWFlag', 0x30: 'DWFlag', 0x31: 'GSet', 0x32: 'TwoPSet', 0x33: 'RWSet', 0x34: 'MaxRegister',
         0x35: 'MinRegister', 0x36: 'LWWMap', 0x37: 'LWWElementSet', 0x38: 'record', 0x39: 'own'}
BLOCK, SECTION, FEW = 64, 4096, 8


class Reader:
    """Reads bytes. What is packed in them is read by another one with the same replicas."""

    def __init__(self, data, records, replicas=None, checks=None, packs=True):
        self.data, self.at, self.records, self.packs = data, 0, records, packs
        self.replicas = [] if replicas is None else replicas
        self.checks = {} if checks is None else checks  # how many of each record's are known

    # Primitives

    def take(self, size):
        if size > len(self.data) - self.at:
            raise ValueError(f'{size} bytes at {self.at}, with {len(self.data) - self.at} left')
        self.at += size
        return self.data[self.at - size:self.at]

    def octet(self):
        return self.take(1)[0]

    def fixed(self, size):
        return int.from_bytes(self.take(size), 'big')

    def varint(self):
        number = shift = 0
        while True:
            octet = self.octet()
            number |= (octet & 127) << shift
            shift += 7
            if octet < 128:
                return number

    def signed(self):
        number = self.varint()
        return number >> 1 ^ -(number & 1)

    def many(self, read):
        return [read() for _ in range(self.varint())]

    def text(self):
        return self.take(self.varint()).decode('utf-8')

    def big(self):
        return int.from_bytes(self.take(self.varint()), 'big', signed=True)

    def replica(self):
        index = self.varint()
        if index == len(self.replicas):
            incarnation = self.varint()
            self.replicas.append(f'{self.text()}#{incarnation}')
        return self.replicas[index]

    def dot(self):
        return [self.replica(), self.varint()]

    def stamp(self):
        return [self.varint(), self.replica()]

    def dots(self):
        return self.many(self.dot)

    def context(self):
        runs = {}
        for _ in range(self.varint()):
            replica, end = self.replica(), -1
            runs[replica] = []
            for _ in range(self.varint()):
                begin = end + 2 + self.varint()
                end = begin + self.varint()
                runs[replica].append([begin, end])
        return runs

    def clock(self):
        return dict(self.many(self.dot))

    # Values

    def value(self):
        """A value with a scope of its own."""
        inner = Reader(self.data, self.records, packs=False)
        inner.at = self.at
        value = inner.tagged()
        self.at = inner.at
        return value

    def value_or_none(self):
        if self.data[self.at] == 0:
            self.at += 1
            return None
        return self.value()

    def tagged(self):
        tag = self.octet()
        simple = {
            0x01: lambda: False, 0x02: lambda: True, 0x03: lambda: ['Byte', struct.unpack('b', self.take(1))[0]],
            0x04: lambda: ['Short', self.signed()], 0x05: lambda: ['Character', self.fixed(2)],
            0x06: lambda: ['Integer', self.signed()], 0x07: lambda: ['Long', self.signed()],
            0x08: lambda: ['Float', self.take(4).hex()], 0x09: lambda: ['Double', self.take(8).hex()],
            0x0A: lambda: ['BigInteger', str(self.big())], 0x0B: lambda: ['BigDecimal', self.signed(), str(self.big())],
            0x0C: self.text, 0x0D: lambda: ['UTF-16', self.take(self.varint()).hex()],
            0x0E: lambda: ['UUID', self.take(16).hex()], 0x0F: lambda: ['Instant', self.signed(), self.varint()],
            0x10: lambda: ['LocalDate', self.signed()], 0x11: lambda: ['List', self.many(self.tagged)],
            0x12: lambda: ['Optional', self.optional()], 0x20: lambda: ['ReplicaId', self.replica()],
            0x21: lambda: ['Dot', *self.dot()], 0x22: lambda: ['LamportTimestamp', *self.stamp()],
            0x39: lambda: ['object', self.varint(), self.take(self.varint()).hex()]}
        if tag in simple:
            return simple[tag]()
        self.at -= 1
        return self.state()

    def optional(self):
        if self.data[self.at] == 0:
            self.at += 1
            return None
        return self.tagged()

    # States

    def header(self):
        """What a state is of: its tag, and what else the type needs."""
        tag = self.octet()
        if tag == 0x2D:
            of = self.header()
            if of[0] == 0x39:
                self.body(of)  # the empty state
            return tag, of
        if tag in (0x26, 0x2E):
            of = self.header()
            self.body(of)  # the first value, the empty state
            return tag, of
        if tag in (0x38, 0x39):
            return tag, self.varint()
        return (tag, self.octet()) if tag == 0x37 else (tag, None)

    def state(self):
        header = self.header()
        return {'type': NAMES[header[0]], **self.body(header)}

    def body(self, header):
        tag, of = header
        if tag == 0x38:
            return {'value': self.record(of, self.body)}
        if tag == 0x39:
            return {'value': self.take(self.varint()).hex()}
        if tag == 0x23:
            return {'value': self.clock()}
        if tag == 0x24:
            return {'value': self.context()}
        if tag == 0x25:
            bound, up, down = self.signed(), self.clock(), self.clock()
            self.many(lambda: (self.replica(), self.clock()))
            return {'value': bound + sum(up.values()) - sum(down.values())}
        if tag == 0x26:
            return {'value': self.pairs(lambda: self.body(of)['value'])}
        return {'context': self.context(), 'value': self.live(header)}

    def live(self, header):
        tag, of = header
        if tag == 0x28:
            return sum(total - gone for _, total, gone in self.many(lambda: (self.dot(), self.varint(), self.varint())))
        if tag == 0x29:
            lanes = self.many(lambda: (self.dot(), [self.varint() for _ in range(4)]))
            return sum(up - up_gone - down + down_gone for _, (up, up_gone, down, down_gone) in lanes)
        if tag == 0x2A:
            return self.last_write(None)
        if tag == 0x2B:
            return ordered([value for values in self.writes() for value in values])
        if tag in (0x34, 0x35):
            values = [value for values in self.writes() for value in values]
            key = lambda value: value[1] if isinstance(value, list) else value
            return (max if tag == 0x34 else min)(values, key=key) if values else None
        if tag in (0x2C, 0x31):
            return ordered(self.elements())
        if tag in (0x32, 0x33):
            return ordered([key for key, enabled in self.entries(self.wins_if_none_is_false) if enabled])
        if tag == 0x36:
            return ordered([pair for pair in self.entries(lambda: self.last_write(None)) if pair[1] is not None])
        if tag == 0x37:
            return ordered([key for key, added in self.entries(lambda: self.last_write(of)) if added])
        if tag == 0x27:
            return ordered([[key, ordered(elements)] for key, elements in self.entries(self.elements)])
        if tag == 0x2D:
            present = self.entries(lambda: (self.dots(), self.live(of)))
            return ordered([[key, value] for key, (dots, value) in present if dots or not is_bottom(value)])
        if tag == 0x2E:
            return ['updates', len(self.many(lambda: (self.dot(), self.body(of))))]
        if tag == 0x2F:
            return bool(self.dots())
        if tag == 0x30:
            return self.wins_if_none_is_false()
        if tag == 0x38:
            return self.record(of, self.live)
        return self.take(self.varint()).hex()

    def writes(self):
        return [values for _, values in self.many(lambda: (self.dot(), self.many(self.value)))]

    def wins_if_none_is_false(self):
        values = [value for values in self.writes() for value in values]
        return bool(values) and all(values)

    def last_write(self, bias):
        """The value with the greatest stamp; of several the greatest, or what the bias says: 0 for true, 1 for false."""
        writes = self.many(lambda: (self.dot(), self.many(lambda: (self.stamp(), self.value_or_none()))))
        stamped = [one for _, values in writes for one in values]
        if not stamped:
            return None
        newest = max(stamp for stamp, _ in stamped)
        values = [value for stamp, value in stamped if stamp == newest and value is not None]
        return (min if bias == 1 else max)(values, key=json.dumps) if values else None

    def record(self, ident, read):
        components = self.records[ident]
        used, known = self.varint(), self.checks.get(ident, 0)
        for name, header in components[known:used]:
            expected = crc32c(f'{name}:{kind(header)}'.encode()) & 0xFFFFFF
            if self.fixed(3) != expected:
                raise ValueError(f'another component than {name}')
        self.checks[ident] = max(known, used)
        return {name: read(header) for name, header in components[:used]}

    # Sets and maps, and their sections

    def pairs(self, read):
        return [[key, stored] for key, stored in self.many(lambda: (self.value(), read()))]

    def elements(self):
        count = self.varint()
        if count <= FEW or not self.packs:
            return [(self.value(), self.dots())[0] for _ in range(count)]
        dots = self.packed(self.varint())
        dots.context()
        dots.many(lambda: (dots.varint(), dots.dots()))
        ends = [self.varint() for _ in range(-(-count // SECTION))]
        return [value for i, size in enumerate(ends)
                for value in self.part(size).section(min(SECTION, count - i * SECTION))]

    def entries(self, read):
        count = self.varint()
        if count <= FEW or not self.packs:
            return [[self.value(), read()] for _ in range(count)]
        entries = []
        while len(entries) < count:
            keys = self.part(self.varint()).section(min(SECTION, count - len(entries)))
            stored = self.packed(self.varint())
            outer = self.__dict__
            self.__dict__ = {**stored.__dict__, 'packs': False}  # `read` reads from what was packed
            entries += [[key, read()] for key in keys]
            self.__dict__ = outer
        return entries

    def part(self, size):
        return Reader(self.take(size), self.records, self.replicas, self.checks, self.packs)

    def section(self, count):
        form = self.octet()
        lengths, heads, tails, middles = (self.code(i == 3) for i in range(4))
        blocks = -(-count // BLOCK)
        sizes = [self.varint() for _ in range(blocks - 1)] + [None]
        values = []
        for size in sizes:
            bits = Bits(self.take(len(self.data) - self.at if size is None else size))
            inside = min(BLOCK, count - len(values))
            sizes_of_records = [bits.varint(lengths) for _ in range(inside)]
            shared_heads = [0] + [bits.next(heads) for _ in range(inside - 1)]
            shared_tails = [0] + [bits.next(tails) for _ in range(inside - 1)]
            record = b''
            for length, head, tail in zip(sizes_of_records, shared_heads, shared_tails):
                middle = bytes(bits.next(middles) for _ in range(length - head - tail))
                record = record[:head] + middle + record[len(record) - tail:]
                if form & 1:
                    values.append(record.decode('utf-8'))
                elif record[0] == 0x0C:
                    values.append(record[1:].decode('utf-8'))
                else:
                    values.append(Reader(record, self.records).value())
        return values

    def code(self, of_middles):
        """A code as a map from bits to bytes."""
        form = self.octet()
        if form == 0:
            return {format(octet, '08b'): octet for octet in range(256)}
        if form == 1:
            return {'0' if of_middles else '': self.octet()}
        if form == 2:
            return self.prefix_code()
        octets = self.occurring()
        width = (len(octets) - 1).bit_length()
        return {format(i, f'0{width}b'): octet for i, octet in enumerate(octets)}

    def occurring(self):
        octets, end = [], -2
        for _ in range(self.octet() + 1):
            begin = end + 2 + self.octet()
            end = begin + self.octet()
            octets += range(begin, end + 1)
        return octets

    def prefix_code(self):
        octets = self.occurring()
        halves = self.take(-(-len(octets) // 2)).hex()
        code, length, table = 0, 0, {}
        for size, octet in sorted((int(half, 16) + 1, octet) for half, octet in zip(halves, octets)):
            code <<= size - length
            length = size
            table[format(code, f'0{size}b')] = octet
            code += 1
        return table

    def packed(self, size):
        form = self.octet() if size else 0
        if form == 0:
            octets = self.take(size)
        elif form == 1:
            octets = bytes([self.octet()]) * size
        else:
            table = self.prefix_code()
            each = size if size < 1024 else -(-size // 4)
            ends = [] if size < 1024 else [self.varint() for _ in range(3)]
            octets = b''
            for i in range(len(ends) + 1):
                bits = Bits(self.take(ends[i]) if i < len(ends) else self.data[self.at:])
                octets += bytes(bits.next(table) for _ in range(min(each, size - len(octets))))
                if i == len(ends):
                    self.at += -(-bits.at // 8)
        return Reader(octets, self.records, self.replicas, self.checks, self.packs)

    # Messages

    def message(self):
        tag = self.octet()
        name = {0x41: 'Delta', 0x42: 'Ack', 0x43: 'StartOver', 0x44: 'Check'}[tag]
        message = {'message': name, 'from': self.replica(), 'to': self.replica(), 'session': self.varint()}
        if tag == 0x43:
            return {**message, 'addressee': self.replica()}
        message['number'] = self.varint()
        if tag == 0x41:
            complete, header = self.octet() == 1, self.header()
            message |= {'complete': complete, 'state': {'type': NAMES[header[0]], **self.body(header)}}
            if not complete:
                message['hints'] = self.hints(header)
        if tag == 0x44:
            message |= {'kind': self.octet(), 'fingerprint': self.take(16).hex()}
        return message

    def hints(self, header):
        if header[0] == 0x38:
            return [self.hints(component) for _, component in self.records[header[1]]]
        return self.many(self.value) if header[0] in (0x2C, 0x2D) else []


class Bits:
    def __init__(self, octets):
        self.bits, self.at = ''.join(format(octet, '08b') for octet in octets), 0

    def next(self, code):
        begin = self.at
        while (octet := code.get(self.bits[begin:self.at])) is None:
            if self.at == len(self.bits):
                raise ValueError('the bits end too early')
            self.at += 1
        return octet

    def varint(self, code):
        number = shift = 0
        while True:
            octet = self.next(code)
            number |= (octet & 127) << shift
            shift += 7
            if octet < 128:
                return number


def ordered(values):
    return sorted(values, key=json.dumps)


def is_bottom(value):
    return all(map(is_bottom, value.values())) if isinstance(value, dict) else value in (None, 0, False, [], ['updates', 0])


def kind(header):
    name = NAMES[header[0]]
    return f'{name}[{kind(header[1])}]' if header[0] in (0x2D, 0x2E) else name


def crc32c(octets):
    crc = 0xFFFFFFFF
    for octet in octets:
        crc ^= octet
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def frame(data, records):
    version, flags = data[:2]
    if version != 1 or flags > 1:
        raise ValueError(f'version {version}, flags {flags}')
    if flags:
        if crc32c(data[:-4]) != int.from_bytes(data[-4:], 'big'):
            raise ValueError('damaged: another checksum')
        data = data[:-4]
    reader = Reader(data, records)
    reader.at = 2
    content = reader.message() if 0x41 <= data[2] <= 0x44 else reader.state()
    if reader.at != len(data):
        raise ValueError(f'{len(data) - reader.at} bytes left over')
    return content


def main(arguments):
    records = {}
    while arguments[:1] == ['--record']:
        ident, components = arguments[1].split('=')
        pairs = [component.split(':') for component in components.split(',')]
        records[int(ident)] = [(name, Reader(bytes.fromhex(header), {}).header()) for name, header in pairs]
        arguments = arguments[2:]
    for path in arguments:
        with open(path, 'rb') as file:
            print(json.dumps({'file': path.replace('\\', '/').split('/')[-1], **frame(file.read(), records)}))


if __name__ == '__main__':
    main(sys.argv[1:])
