"""Words that tell the languages apart, and abbreviations with what they stand for; all folded, without marks."""

from __future__ import annotations

ENGLISH = frozenset(
    """
    a about abroad accident accidents account adviser again age ages agreement all already also am an and another
    any app application apply apps are as ask asked at babies baby back bad be because been being benefit benefits
    bill birth bonus book born boss break but buy by came can card cards change check child children city claim
    clinic collaborator come commune companies company complain complaint compulsory contract contracts cost costs
    could court cover covered covers dad daughter day days dead death deduct deducted did die died dismiss dismissal
    dismissed do doctor document documents does domestic done down driver drivers each emergency employee employees
    employer employers english ever every expired false family far father find fine fined fired first for form forms
    found free freelance freelancer freelancers from full funeral gave get gets give given go goes gone good got
    government had happen happened happens has have having he health held hello help her here hi him his hold
    holiday holidays home hospital hour hours household how human husband i if in income injured injury insurance
    into is it its job jobs join joined just keep kept kid kids know last late law laws lawyer least leave left
    legal less let level live living local locked long look lost lunch made maid make many maternity may me mean
    means member members might minimum mom money month months more most mother move moved much must my need never
    new next night no not notice of off office old on online only or other our out over overtime owe owed owes paid
    paper papers part partner pay paying payment pays pension people period person please poor pregnant price
    probation province quit reason receive received referral refund register registered registration resign resigned
    rest retire retired retirement rider riders right rights sacked said salaries salary same say see send sent
    severance shall she shift should sick sickness sign signed signing so social some son speak start state still
    stop sue support sure survivor take taken talk tell terminated tet than thank thanks that the their them then
    there these they think this those time to told too took treatment trial true under unemployment union unpaid up
    us use vendor very vietnamese voluntary wage wages want was we week weekend weeks went were what when where
    which who whom whose why wife will with withdraw withdrawal without work worked worker workers working works
    would wrong year years you your
    """.split()
)
VIETNAMESE = frozenset(
    """
    anh ba bac ban bao bi cac cach cam cap cau chao chi cho chong chu chua co con cong cua da dang den di dong duoc
    em gi giay hai hay hiem hoi hop huu khi khoan khong la lam lanh luong ma mat minh mot mua muon nam nao nay neu
    ngay nghi nghiep ngoai nguoi nha nhieu nhu nhung nop nua o ong phai roi rut san sao sau se sinh te thai thang
    the thi thue tien tinh toi tro trong truoc tu ty vay ve vi viec vo voi xa xin y
    """.split()
)

# As typed = as written out. Only what can hardly mean anything else in this field.
_WRITTEN_OUT = """
ah ak = a
bs = bac si
bh bhiem = bao hiem
bhtnld = bao hiem tai nan lao dong
bhtn = bao hiem that nghiep
bhxh bxh = bao hiem xa hoi
bhxhbb = bao hiem xa hoi bat buoc
bhxhtn = bao hiem xa hoi tu nguyen
bhyt bhyte byt = bao hiem y te
bn bnh bnhieu bnhiu nhiu = bao nhieu
bnn = benh nghe nghiep
bv = benh vien
bik bit bt = biet
cccd = can cuoc cong dan
cmnd = chung minh nhan dan
cn = cong nhan
ctv = cong tac vien
cti cty ctyy = cong ty
cug cx = cung
dvc = dich vu cong
dn = doanh nghiep
dc dk dx = duoc
j = gi
gd = gia dinh
gv = giao vien
hn = ha noi
hcm = ho chi minh
hgd = ho gia dinh
hkd = ho kinh doanh
hs = ho so
hssv = hoc sinh sinh vien
hd hdong = hop dong
hdld = hop dong lao dong
hdtv = hop dong thu viec
htx = hop tac xa
lhxh = huu tri xa hoi
kcb = kham chua benh
hem hk hok hong hum k kg kh khg khum ko = khong
kb = khong biet
kp = khong phai
lm = lam
ldtbxh = lao dong thuong binh xa hoi
lun = luon
mag = mang
mih mik mk = minh
mn = moi nguoi
mun = muon
ng = nguoi
nld = nguoi lao dong
nsdld = nguoi su dung lao dong
ngta nguoita nta = nguoi ta
nv = nhan vien
ntn ntnao = nhu the nao
ntnay = nhu the nay
nz = nhu vay
nx = nua
wa = qua
qd = quyet dinh
oy r rui = roi
sg = sai gon
sv = sinh vien
sdt = so dien thoai
sdld = su dung lao dong
tnld = tai nan lao dong
th thg = thang
tp = thanh pho
tphcm = thanh pho ho chi minh
tr = trieu
trd = trieu dong
tctn = tro cap that nghiep
tcxh = tro cap xa hoi
tgpl = tro giup phap ly
trc = truoc
v z zay = vay
vn = viet nam
vs = voi
"""
ABBREVIATIONS: dict[str, str] = {
    short: full.strip()
    for line in _WRITTEN_OUT.strip().splitlines()
    for shorts, _, full in [line.partition("=")]
    for short in shorts.split()
}
