# ruff: noqa (the peers stay as they were measured)
"""CP-SAT baseline for the B2BSOP of Bofill et al. (JAIR 2022): all meetings scheduled,
minimise total breaks (maximal idle runs between meetings), fairness |b_p - b_q| <= d.
usage: cpsat_b2b.py [--workers 1] [--limit 60] [--d 2] [--model runs|hole] [--csv out.csv] files...
"""
import sys, time, argparse, csv, os, json
from ortools.sat.python import cp_model
from b2b_io import load, check
def build(I, d=2, implied=True, model='hole'):
    P, T, L, M = I['P'], I['T'], I['L'], I['M']
    m = cp_model.CpModel()
    x = [{t: m.new_bool_var('') for t in I['dom'][i]} for i in range(M)]
    for i in range(M):
        if not x[i]: m.add_bool_or([]); 
        else: m.add_exactly_one(x[i].values())
    used = {}
    for p in range(P):
        for t in range(1, T+1):
            lits = [x[i][t] for i in I['Mp'][p] if t in x[i]]
            if not lits: used[p, t] = None; continue
            u = m.new_bool_var(''); used[p, t] = u
            m.add_exactly_one(lits + [u.Not()])          # at most one + channel
    for t in range(1, T+1):
        lits = [x[i][t] for i in range(M) if t in x[i]]
        if len(lits) > L: m.add(sum(lits) <= L)
        if implied:
            us = [used[p, t] for p in range(P) if used[p, t] is not None]
            if len(us) > 2*L: m.add(sum(us) <= 2*L)
    bvars, obj, structural0 = [], [], False
    for p in range(P):
        k = len(I['Mp'][p])
        us = [used[p, t] for t in range(1, T+1)]
        if implied and k: m.add(sum(u for u in us if u is not None) == k)
        if k <= 1 or k == T: structural0 = True; continue
        if model == 'hole':                                # paper's viewpoint: one 0/1 'hole ends here' literal per slot
            es, held, prev = [], None, None
            for t in range(1, T+1):
                u = us[t-1]
                if u is not None and held is not None:
                    if prev is None: e = m.new_bool_var(''); m.add_bool_and([u, held]).only_enforce_if(e); m.add_bool_or([u.Not(), held.Not(), e])
                    else: e = m.new_bool_var(''); m.add_bool_and([u, held, prev.Not()]).only_enforce_if(e); m.add_bool_or([u.Not(), held.Not(), prev, e])
                    es.append(e)
                if u is not None:
                    if held is None: held = u
                    else:
                        h = m.new_bool_var(''); m.add_implication(held, h); m.add_implication(u, h); m.add_bool_or([h.Not(), held, u]); held = h
                prev = u
            obj.append(sum(es)); bvars.append((sum(es), (T-1)//2)); continue
        starts, prev = [], None
        for u in us:
            if u is not None:
                if prev is None: starts.append(u)
                else:
                    s = m.new_bool_var(''); starts.append(s)
                    m.add_bool_or([u.Not(), prev, s])      # u & !prev -> s
                    m.add_implication(s, u); m.add_implication(s, prev.Not())
            prev = u
        m.add(sum(starts) >= 1)
        obj.append(sum(starts) - 1)
        b = sum(starts) - 1
        bvars.append((b, (T-1)//2))
    if d is not None and d >= 0:
        if structural0:
            for b, _ in bvars: m.add(b <= d)
        else:
            bm = m.new_int_var(0, T, 'bmin')
            for b, _ in bvars: m.add(b >= bm); m.add(b <= bm + d)
    if any(I['prec']):
        tm = [sum(t*v for t, v in x[i].items()) for i in range(M)]
        for i in range(M):
            for q in I['prec'][i]:
                q -= 1
                m.add(tm[q] + 1 <= tm[i])
                for t in I['dom'][i]:                      # x[i,t] -> q at earlier slot (staircase-ish)
                    m.add_bool_or([x[i][t].Not()] + [v for tt, v in x[q].items() if tt < t])
    m.minimize(sum(obj))
    return m, x
class CB(cp_model.CpSolverSolutionCallback):
    def __init__(s): super().__init__(); s.t0=time.time(); s.log=[]
    def on_solution_callback(s): s.log.append((round(time.time()-s.t0,3), s.objective_value, s.best_objective_bound))
def solve(I, d=2, workers=1, limit=60, seed=1, implied=True, extra=None, model='hole'):
    t0=time.time(); m, x = build(I, d, implied, model); tb=time.time()-t0
    s = cp_model.CpSolver(); s.parameters.num_workers=workers; s.parameters.max_time_in_seconds=limit; s.parameters.random_seed=seed
    for k,v in (extra or {}).items(): setattr(s.parameters,k,v)
    cb=CB(); st=s.solve(m,cb); wall=s.wall_time
    r=dict(instance=I['name'], d=d, workers=workers, status=s.status_name(st), build=round(tb,2), wall=round(wall,2))
    if st in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        slots=[next(t for t,v in x[i].items() if s.value(v)) for i in range(I['M'])]
        c=check(I, slots, d); assert c==round(s.objective_value),(c,s.objective_value)
        r.update(obj=c, bound=round(s.best_objective_bound,2), t_first=cb.log[0][0], first=int(cb.log[0][1]), t_best=cb.log[-1][0], nsol=len(cb.log))
        r['slots']=slots
    return r
if __name__=='__main__':
    a=argparse.ArgumentParser(); a.add_argument('--workers',type=int,default=1); a.add_argument('--limit',type=float,default=60); a.add_argument('--d',type=int,default=2)
    a.add_argument('--csv'); a.add_argument('--seed',type=int,default=1); a.add_argument('--model',default='hole'); a.add_argument('--noimplied',action='store_true'); a.add_argument('--sol'); a.add_argument('--param',action='append',default=[]); a.add_argument('files',nargs='+'); A=a.parse_args()
    extra={}
    for p in A.param:
        k,v=p.split('='); extra[k]=json.loads(v)
    F=['instance','d','workers','status','obj','bound','first','t_first','t_best','wall','build','nsol']
    w=None
    if A.csv: fh=open(A.csv,'a'); w=csv.DictWriter(fh,F,extrasaction='ignore'); (w.writeheader() if fh.tell()==0 else None)
    for f in A.files:
        r=solve(load(f),A.d,A.workers,A.limit,A.seed,not A.noimplied,extra,A.model)
        print(*[f"{k}={r.get(k,'-')}" for k in F],flush=True)
        if w: w.writerow({k:r.get(k,'') for k in F}); fh.flush()
        if A.sol and 'slots' in r: os.makedirs(A.sol,exist_ok=True); json.dump(r,open(f"{A.sol}/{r['instance']}.d{A.d}.json",'w'))
