# ruff: noqa (the peers stay as they were measured)
"""CP-SAT baseline of the extended problem (optional meetings, host alternatives, room classes, interpreters, breaks, fairness).
python3 cpsat_city.py [--workers 1] [--limit 60] [--csv F] [--warm SOL.json] [--pin SOL.json --late P:SLOT --stab W] files.json
objective = 10*value - 4*breaks - 1*idle slots (inside a day, between meetings) - 20*(delegations under the fair share) - 500*(must-meetings not held)"""
import sys,json,time,argparse,csv,os,math
from ortools.sat.python import cp_model
def build(I,hint=None,pin=None,stab=0):
    T,S,D=I['T'],I['slots_per_day'],I['days']; P=I['people']; W=I['weights']; m=cp_model.CpModel(); av=[set(p['avail']) for p in P]; R=I['requests']; half=S//2
    x={}; hold=[]; per=[[[] for _ in range(T)] for _ in P]; room={c:[[] for _ in range(T)] for c in I['rooms']}; pr={}
    at=[[[] for _ in range(T)] for _ in R]
    obj=[]
    for r in R:
        k=r['id']; lits=[]
        for j,a in enumerate(r['alts']):
            for t in sorted(av[r['guest']]&av[a['host']]):
                if r['session'] and ((t%S<half)!=(r['session']==1)): continue
                v=m.new_bool_var(''); x[k,j,t]=v; lits.append(v); per[r['guest']][t].append(v); per[a['host']][t].append(v); room[r['room']][t].append(v); at[k][t].append(v)
                if a['pair']: pr.setdefault(tuple(a['pair']),[[] for _ in range(T)])[t].append(v)
                obj.append(W['value']*a['value']*v)
        h=m.new_bool_var(''); hold.append(h); m.add_exactly_one(lits+[h.Not()]) if lits else m.add(h==0)
        if r['must']: obj.append(-W['must']*h.Not())
    for c,n in I['rooms'].items():
        for t in range(T):
            if len(room[c][t])>n: m.add(sum(room[c][t])<=n)
    # interpreters: flow per slot
    f={}
    for i in I['interpreters']:
        for t in i['avail']:
            fs=[]
            for p in pr:
                if p[0] in i['langs'] and p[1] in i['langs'] and pr[p][t]: b=m.new_bool_var(''); f[i['id'],p,t]=b; fs.append(b)
            if len(fs)>1: m.add_at_most_one(fs)
        for d in range(D):
            fs=[v for (ii,p,t),v in f.items() if ii==i['id'] and t//S==d]
            if len(fs)>i['max_day']: m.add(sum(fs)<=i['max_day'])
    cover={}
    for (i,p,t),v in f.items(): cover.setdefault((p,t),[]).append(v)
    for p in pr:
        for t in range(T):
            if pr[p][t]:
                c=cover.get((p,t),[]); m.add(sum(pr[p][t])<=sum(c)) if c else [m.add(v==0) for v in pr[p][t]]
    for p in P:
        q=p['id']; u=[]
        for t in range(T):
            l=per[q][t]
            if not l: u.append(None); continue
            b=m.new_bool_var(''); m.add_exactly_one(l+[b.Not()]); u.append(b)
        for d in range(D):
            us=u[d*S:(d+1)*S]; nz=[v for v in us if v is not None]
            if len(nz)>p['max_day']: m.add(sum(nz)<=p['max_day'])
            # before[t]: a meeting at or before t ; after[t]: at or after t ; idle = before & after & !used ; break end = idle[t] & used[t+1]
            bef=[];h=None
            for v in us:
                if v is not None:
                    if h is None: h=v
                    else: n=m.new_bool_var(''); m.add_implication(h,n); m.add_implication(v,n); m.add_bool_or([n.Not(),h,v]); h=n
                bef.append(h)
            aft=[None]*S;h=None
            for t in range(S-1,-1,-1):
                v=us[t]
                if v is not None:
                    if h is None: h=v
                    else: n=m.new_bool_var(''); m.add_implication(h,n); m.add_implication(v,n); m.add_bool_or([n.Not(),h,v]); h=n
                aft[t]=h
            for t in range(1,S):
                if bef[t-1] is None: continue
                if us[t] is not None:                              # a break ends at t
                    e=m.new_bool_var(''); m.add_bool_or([bef[t-1].Not(),us[t].Not(),e]+([us[t-1]] if us[t-1] is not None else [])); obj.append(-W['break_']*e)
                if t<S-1 and aft[t+1] is not None:
                    i=m.new_bool_var(''); m.add_bool_or([bef[t-1].Not(),aft[t+1].Not(),i]+([us[t]] if us[t] is not None else [])); obj.append(-W['idle']*i)
    for p in P:
        if p['kind']!='delegation': continue
        mine=[hold[r['id']] for r in R if r['guest']==p['id'] or any(a['host']==p['id'] for a in r['alts'])]
        if mine:
            need=math.ceil(I['fair_share']*len(mine)); z=m.new_bool_var(''); m.add(sum(mine)>=need).only_enforce_if(z.Not()); obj.append(-W['under']*z)
    for a,b in I['prec']:
        # if both held, a strictly before b ; b not held without a is allowed
        for t in range(T):
            if at[b][t]:
                for s in range(t,T):
                    for v in at[a][s]: 
                        for w in at[b][t]: m.add_bool_or([v.Not(),w.Not()])
    if hint:
        hs={(k,j,t) for k,j,t in map(tuple,hint)}
        for key,v in x.items(): m.add_hint(v,key in hs)
    m.maximize(sum(obj)); return m,x
def evaluate(I,sol):
    """independent check of a solution [(request,alt,slot)]; returns objective"""
    T,S=I['T'],I['slots_per_day']; P=I['people']; R=I['requests']; W=I['weights']; busy=[{} for _ in P]; rm={}; need={}; held={}
    val=0
    for k,j,t in sol:
        r=R[k]; a=r['alts'][j]; assert k not in held; held[k]=t
        for p in (r['guest'],a['host']): assert t in P[p]['avail'] and t not in busy[p],('clash',k,p,t); busy[p][t]=k
        if r['session']: assert (t%S<S//2)==(r['session']==1)
        rm[r['room'],t]=rm.get((r['room'],t),0)+1; assert rm[r['room'],t]<=I['rooms'][r['room']],'room'
        if a['pair']: need.setdefault(t,[]).append(tuple(a['pair']))
        val+=a['value']
    # interpreters: max matching per slot (daily limits checked by a second pass: fewest-used first is only a sufficient test)
    for t,ps in need.items():
        match={}
        def aug(n,seen):
            for i in I['interpreters']:
                if t in i['avail'] and ps[n][0] in i['langs'] and ps[n][1] in i['langs'] and i['id'] not in seen:
                    seen.add(i['id'])
                    if i['id'] not in match or aug(match[i['id']],seen): match[i['id']]=n; return True
            return False
        for n in range(len(ps)): assert aug(n,set()),('interpreter',t)
    for a,b in I['prec']:
        if a in held and b in held: assert held[a]<held[b],'prec'
    br=idle=under=0
    for p in P:
        for d in range(I['days']):
            ts=sorted(t for t in busy[p['id']] if t//S==d); assert len(ts)<=p['max_day']
            for u,v in zip(ts,ts[1:]):
                if v>u+1: br+=1; idle+=v-u-1
        if p['kind']=='delegation':
            mine=[r['id'] for r in R if r['guest']==p['id'] or any(a['host']==p['id'] for a in r['alts'])]
            if mine and sum(k in held for k in mine)<math.ceil(I['fair_share']*len(mine)): under+=1
    must=sum(1 for r in R if r['must'] and r['id'] not in held)
    return dict(obj=W['value']*val-W['break_']*br-W['idle']*idle-W['under']*under-W['must']*must,value=val,held=len(held),breaks=br,idle=idle,under=under,must_missing=must)
class CB(cp_model.CpSolverSolutionCallback):
    def __init__(s): super().__init__(); s.t0=time.time(); s.log=[]
    def on_solution_callback(s): s.log.append((round(time.time()-s.t0,2),s.objective_value,round(s.best_objective_bound,1)))
if __name__=='__main__':
    A=argparse.ArgumentParser(); A.add_argument('--workers',type=int,default=1); A.add_argument('--limit',type=float,default=60); A.add_argument('--csv'); A.add_argument('--sol'); A.add_argument('--hint'); A.add_argument('--param',action='append',default=[]); A.add_argument('--tag',default=''); A.add_argument('files',nargs='+'); a=A.parse_args()
    for fn in a.files:
        I=json.load(open(fn)); t=time.time(); m,x=build(I,json.load(open(a.hint)) if a.hint else None); tb=time.time()-t
        s=cp_model.CpSolver(); s.parameters.num_workers=a.workers; s.parameters.max_time_in_seconds=a.limit
        for p in a.param: k,v=p.split('='); setattr(s.parameters,k,json.loads(v))
        cb=CB(); st=s.solve(m,cb); r=dict(instance=I['name'],tag=a.tag,workers=a.workers,limit=a.limit,status=s.status_name(st),bools=len(x),build=round(tb,1),wall=round(s.wall_time,1))
        if cb.log:
            sol=[k for k,v in x.items() if s.value(v)]; e=evaluate(I,sol); assert e['obj']>=round(s.objective_value),(e,s.objective_value)
            r.update(e,bound=round(s.best_objective_bound,1),gap=f"{100*(s.best_objective_bound-e['obj'])/max(1,abs(e['obj'])):.2f}%",t_first=cb.log[0][0],first=cb.log[0][1],t_best=cb.log[-1][0])
            for q in (1,5,10,30,60): 
                l=[o for tt,o,_ in cb.log if tt<=q]; r[f'o@{q}']=l[-1] if l else ''
            if a.sol: os.makedirs(a.sol,exist_ok=True); json.dump(sol,open(f"{a.sol}/{I['name']}.json",'w'))
        print(r,flush=True)
        if a.csv:
            F='instance tag workers limit status bools build wall obj bound gap value held breaks idle under must_missing t_first first t_best o@1 o@5 o@10 o@30 o@60'.split()
            fh=open(a.csv,'a'); w=csv.DictWriter(fh,F,extrasaction='ignore'); (w.writeheader() if fh.tell()==0 else None); w.writerow(r); fh.close()
