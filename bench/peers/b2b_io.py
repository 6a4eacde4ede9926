# ruff: noqa (the peers stay as they were measured)
"""Parser + validator for the Girona B2BSP .dzn files (JAIR 2022)."""
import re, os
def _ints(s): return [int(x) for x in re.findall(r'-?\d+', s)]
def load(path):
    txt = open(path).read()
    g = lambda k: re.search(r'\b'+k+r'\s*=\s*(.*?);', txt, re.S).group(1)
    I = dict(name=os.path.basename(path)[:-4], P=int(g('nBusiness')), M=int(g('nMeetings')),
             L=int(g('nTables')), T=int(g('nTotalSlots')), AM=int(g('nMorningSlots')))
    r = _ints(g('requested')); I['req'] = [tuple(r[i:i+3]) for i in range(0, len(r), 3)]
    sets = lambda k: [[x for x in _ints(a) if x != 0] for a in re.findall(r'\{([^}]*)\}', g(k))]
    I['forb'] = [sorted(set(s)) for s in sets('forbidden')]
    I['fixed'] = _ints(g('fixed'))
    I['prec'] = sets('precedences')          # prec[m] = meetings (1-based) strictly before m
    assert len(I['req']) == I['M'] and len(I['forb']) == I['P'] and len(I['fixed']) == I['M'] and len(I['prec']) == I['M'], path
    I['Mp'] = [[] for _ in range(I['P'])]
    for m, (a, b, s) in enumerate(I['req']):
        I['Mp'][a-1].append(m); I['Mp'][b-1].append(m)
    # domains, slots 1..T
    dom = []
    for m, (a, b, s) in enumerate(I['req']):
        d = set(range(1, I['T']+1))
        if s == 1: d &= set(range(1, I['AM']+1))
        if s == 2: d &= set(range(I['AM']+1, I['T']+1))
        d -= set(I['forb'][a-1]); d -= set(I['forb'][b-1])
        if I['fixed'][m]: d &= {I['fixed'][m]}
        dom.append(sorted(d))
    I['dom'] = dom
    return I
def breaks(I, slots):
    """slots[m] in 1..T -> list of breaks per participant"""
    out = []
    for p in range(I['P']):
        ts = sorted(slots[m] for m in I['Mp'][p])
        out.append(sum(1 for a, b in zip(ts, ts[1:]) if b != a+1))
    return out
def check(I, slots, d=None):
    from collections import Counter
    for m, t in enumerate(slots): assert t in I['dom'][m], ('domain', m, t)
    for p in range(I['P']):
        ts = [slots[m] for m in I['Mp'][p]]; assert len(ts) == len(set(ts)), ('clash', p)
    c = Counter(slots); assert max(c.values()) <= I['L'], 'tables'
    for m, pr in enumerate(I['prec']):
        for q in pr: assert slots[q-1] < slots[m], ('prec', q, m)
    b = breaks(I, slots)
    if d is not None: assert max(b)-min(b) <= d, ('fair', max(b), min(b))
    return sum(b)
if __name__ == '__main__':
    import sys, glob
    for f in sorted(sum([glob.glob(a) for a in sys.argv[1:]], [])):
        I = load(f)
        deg = [len(x) for x in I['Mp']]
        nf = sum(len(x) for x in I['forb'])
        am = sum(1 for r in I['req'] if r[2] == 1); pm = sum(1 for r in I['req'] if r[2] == 2)
        full = sum(1 for p in range(I['P']) if deg[p] and deg[p] == I['T']-len(I['forb'][p]))
        print(f"{I['name']:28s} P={I['P']:3d} M={I['M']:3d} T={I['T']:2d} AM={I['AM']:2d} L={I['L']:2d} slotload={100*I['M']/(I['T']*I['L']):5.1f}% "
              f"forb%={100*nf/(I['P']*I['T']):4.1f} am={am} pm={pm} any={I['M']-am-pm} fixed={sum(1 for x in I['fixed'] if x)} prec={sum(map(len,I['prec']))} "
              f"deg max={max(deg)} mean={sum(deg)/I['P']:.1f} zero={deg.count(0)} one={deg.count(1)} full={full} dom mean={sum(map(len,I['dom']))/I['M']:.1f}")
