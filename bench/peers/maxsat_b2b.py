# ruff: noqa (the peers stay as they were measured)
"""Partial MaxSAT encoding (imp12+ of JAIR 2022, own implementation) and solving with PySAT RC2 / stratified core-guided over a CDCL
solver. It stands in for what a Swift program can do with libcadical (C API ccadical.h) and its own totaliser + OLL code.
usage: maxsat_b2b.py [--solver cd15|g4|cd19] [--limit 60] [--d 2] [--wcnf DIR] files"""
import sys, time, argparse, os, json, threading, csv
from pysat.formula import WCNF, IDPool
from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2, RC2Stratified
from b2b_io import load, check
def encode(I, d=2, imp=True, enc=EncType.cardnetwrk, enc_tab=EncType.seqcounter, cluster=True, even=True):
    P,T,L,M=I['P'],I['T'],I['L'],I['M']; pool=IDPool(); W=WCNF()
    x=[{t:pool.id(('x',i,t)) for t in I['dom'][i]} for i in range(M)]
    def card(lits,k,kind,e):
        if kind=='le' and k>=len(lits): return
        if kind=='eq' and k>len(lits): W.append([pool.id('F')]); W.append([-pool.id('F')]); return
        if kind=='eq' and k==len(lits):
            for l in lits: W.append([l])
            return
        fn={'le':CardEnc.atmost,'eq':CardEnc.equals}[kind]
        c=fn(lits=lits,bound=k,vpool=pool,encoding=e)
        for cl in c.clauses: W.append(cl)
    for i in range(M):
        v=list(x[i].values()); W.append(v)
        for a in range(len(v)):
            for b in range(a): W.append([-v[a],-v[b]])
    used={}
    for p in range(P):
        for t in range(1,T+1):
            lits=[x[i][t] for i in I['Mp'][p] if t in x[i]]
            if not lits: used[p,t]=None; continue
            for a in range(len(lits)):
                for b in range(a): W.append([-lits[a],-lits[b]])
            if len(lits)==1: used[p,t]=lits[0]; continue
            u=pool.id(('u',p,t)); used[p,t]=u
            for l in lits: W.append([-l,u])
            W.append([-u]+lits)
    # greedy clusters of meetings that share a participant
    left=set(range(M)); clusters=[]
    while left:
        p=max(range(P),key=lambda p:sum(1 for i in I['Mp'][p] if i in left))
        c=[i for i in I['Mp'][p] if i in left]; clusters.append(c); left-=set(c)
    for t in range(1,T+1):
        lits=[]
        for ci,c in enumerate(clusters):
            vs=[x[i][t] for i in c if t in x[i]]
            if not vs: continue
            if len(vs)==1: lits.append(vs[0])
            else:
                v=pool.id(('c',ci,t)); lits.append(v)
                for l in vs: W.append([-l,v])
        card(lits,L,'le',enc_tab)
        if imp:
            us=[used[p,t] for p in range(P) if used[p,t] is not None]
            card(us,2*L,'le',enc)
    soft=[]; per=[]; zero=False
    for p in range(P):
        k=len(I['Mp'][p]); us=[used[p,t] for t in range(1,T+1)]
        if imp and k: card([u for u in us if u is not None],k,'eq',enc)
        if k<=1 or k==T: zero=True; continue
        es=[]; held=None; prev=None
        for t in range(1,T+1):
            u=us[t-1]
            if u is not None and held is not None:
                e=pool.id(('e',p,t)); es.append(e)
                W.append([-u,-held,e]+([prev] if prev is not None else []))
                W.append([-e,u]); W.append([-e,held])
                if prev is not None: W.append([-e,-prev])
            if u is not None:
                if held is None: held=u
                else:
                    h=pool.id(('h',p,t)); W.append([-held,h]); W.append([-u,h]); W.append([-h,held,u]); held=h
            prev=u
        per.append(es); soft+=es
    if d is not None and d>=0:
        assert zero
        for es in per:
            if len(es)>d: card(es,d,'le',EncType.seqcounter)
    for i in range(M):
        for q in I['prec'][i]:
            q-=1
            # staircase: before[q][t] = q scheduled at slot <= t
            def le(j,t):
                vs=[s for s in I['dom'][j] if s<=t]
                if not vs: return None
                t=vs[-1]
                if ('le',j,t) in le_cache: return le_cache['le',j,t]
                v=pool.id(('le',j,t)); le_cache['le',j,t]=v
                W.append([-x[j][t],v]); 
                pv=le(j,t-1)
                if pv is not None: W.append([-pv,v]); W.append([-v,pv,x[j][t]])
                else: W.append([-v,x[j][t]])
                return v
            le_cache=I.setdefault('_lec',{})
            for t in I['dom'][i]:
                v=le(q,t-1)
                W.append([-x[i][t]]+([v] if v is not None else []))
    for e in soft: W.append([-e],weight=1)
    return W,x
def run(path,d,solver,limit,args):
    I=load(path); t0=time.time(); W,x=encode(I,d,enc=getattr(EncType,args.enc),enc_tab=getattr(EncType,args.enctab)); tb=time.time()-t0
    if args.wcnf: os.makedirs(args.wcnf,exist_ok=True); W.to_file(f"{args.wcnf}/{I['name']}.d{d}.wcnf")
    t0=time.time(); rc=RC2(W,solver=solver,adapt=args.adapt,exhaust=args.exhaust,incr=False,minz=args.minz,trim=args.trim)
    m=rc.compute(); dt=time.time()-t0
    r=dict(instance=I['name'],vars=W.nv,clauses=len(W.hard),soft=len(W.soft),enc=round(tb,2),t=round(dt,2))
    if m is None: r['status']='UNSAT'
    else:
        s=set(v for v in m if v>0); slots=[next(t for t,v in x[i].items() if v in s) for i in range(I['M'])]
        c=check(I,slots,d if d>=0 else None); assert c==rc.cost,(c,rc.cost); r.update(status='OPTIMAL',obj=c)
    return r
if __name__=='__main__':
    import multiprocessing as mp
    a=argparse.ArgumentParser(); a.add_argument('--solver',default='cd15'); a.add_argument('--limit',type=float,default=60); a.add_argument('--d',type=int,default=2); a.add_argument('--wcnf'); a.add_argument('--csv')
    a.add_argument('--enc',default='cardnetwrk'); a.add_argument('--enctab',default='seqcounter')
    a.add_argument('--adapt',action='store_true'); a.add_argument('--exhaust',action='store_true'); a.add_argument('--minz',action='store_true'); a.add_argument('--trim',type=int,default=0); a.add_argument('files',nargs='+'); A=a.parse_args()
    F=['instance','d','solver','status','obj','t','enc','vars','clauses','soft']
    for f in A.files:
        q=mp.Queue(); p=mp.Process(target=lambda: q.put(run(f,A.d,A.solver,A.limit,A))); p.start(); p.join(A.limit+5)
        if p.is_alive(): p.kill(); p.join(); r=dict(instance=os.path.basename(f)[:-4],status='TIMEOUT')
        else:
            try: r=q.get(timeout=5)
            except Exception: r=dict(instance=os.path.basename(f)[:-4],status='CRASH')
        r.update(d=A.d,solver=A.solver)
        print(*[f"{k}={r.get(k,'-')}" for k in F],flush=True)
        if A.csv:
            fh=open(A.csv,'a'); w=csv.DictWriter(fh,F,extrasaction='ignore'); (w.writeheader() if fh.tell()==0 else None); w.writerow({k:r.get(k,'') for k in F}); fh.close()
