# كلمات الصفحات بالعربية (استعمال الأمم المتحدة). ترجمة في انتظار مراجعة ناطقين بالعربية.

skip-to-content = الانتقال إلى المحتوى
navigation = التصفح الرئيسي
languages = اللغات
breadcrumbs = موقعكم في المنصة
on-this-page = في هذه الصفحة
facts = بيانات أساسية
neighbours = الأحكام المجاورة

mechanisms = الآليات
mechanism = الآلية
instruments = الصكوك
instrument = الصك
framework = الإطار
participants = المشاركون
register = السجل
search = البحث
secretariat = الأمانة
the-hub = المنصة

exercise = تمرين
exercises = التمارين
exercise-note = كل ما في هذه الصفحة مختلق لأغراض التدريب، ولا يقول شيئا عن أي دولة حقيقية أو حدث حقيقي.
exercises-note = مختلقة لأغراض التدريب ومعزولة عن غيرها: دول خيالية ونصوص خيالية وبيانات خيالية.

footer-comity = Comity: ما تعلنه الدول بشأن الأمن في استخدام تكنولوجيات المعلومات والاتصالات، وما تقول إنها تفعله في هذا الشأن، موقّعا من أصحابه. والمشاركة طوعية؛ ولا شيء هنا يقيّم أو يرتّب أو ينسب أفعالا إلى أحد.
footer-designations = ليس في التسميات المستخدمة ولا في طريقة عرض المادة ما ينطوي على الإعراب عن أي رأي كان بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة أو لسلطات أي منها أو بشأن تعيين حدودها أو تخومها. وتُستنسخ الأسماء الواردة في نص مطبوع أو في بيان صاحبه كما وردت.
footer-json = هذه الصفحة بصيغة JSON
footer-openapi = وصف واجهة البرمجة (OpenAPI)
footer-verify = التحقق من السجل

home-title = من النص إلى ما يُفعل بشأنه
home-heading = من النص إلى ما يُفعل بشأنه
home-lead = اطّلعوا على ما أعلنته الدول بشأن استخدام تكنولوجيات المعلومات والاتصالات، حكما بعد حكم. وانظروا ما يقول المشاركون إنهم يفعلونه بشأن كل حكم. وتحققوا بأنفسكم من كل بيان: فقد وقّعه صاحبه ودُوّن حيث لا يمكن لأحد أن يغيّره دون أن يُكتشف ذلك.
home-step-read = قراءة صك
home-step-compare = مقارنة الأحكام بحسب عناصر الإطار
home-step-find = البحث عن دولة
home-step-verify = التحقق من السجل
latest = أحدث البيانات
register-size =
    { $count ->
        [zero] لا يحتوي السجل على أي قيد.
        [one] يحتوي السجل على قيد واحد.
        [two] يحتوي السجل على قيدين.
        [few] يحتوي السجل على { $count } قيود.
        [many] يحتوي السجل على { $count } قيدا.
       *[other] يحتوي السجل على { $count } قيد.
    }

mechanisms-lead = منتديات دائمة، لكل منها مصطلحاته. ويمكن الإدلاء ببيان واحد لعدد منها.
instruments-lead = نصوص اعتمدتها دول أو قدمتها، معروضة في أحكام مرقّمة. ويُذكر النص الرسمي عند كل منها؛ أما الملخصات فمن إعدادنا.
framework-lead = العناصر التي تتصل بها الأحكام والبيانات، وكل منها مشفوع بالوثيقة التي تنص عليه.
participants-lead = الدول الأعضاء والدول المراقبة بأسمائها المختصرة المعتمدة في الأمم المتحدة، والمنظمات التي تذكرها الآليات أو النصوص.

body = الهيئة
place = المكان
session = الدورة
agenda-items = بنود جدول الأعمال
letter-from = رسالة من
original-language = اللغة الأصلية
official-text = النص الرسمي
official-text-in = النص الرسمي:
imported-text = النص المستورد
source = المصدر
sources = المصادر
date = التاريخ
as = الصفة
code = الرمز
official-site = الموقع الرسمي
unofficial = ملخص غير رسمي، وليس صيغة متفقا عليها
who-stands-in-it = من يرد ذكره فيه
printed-as = كما طُبع: «{ $name }»
at-paragraph = الفقرة { $name }
at-paragraphs = الفقرات { $name }
at-annex = المرفق { $name }
roles = المهام
subject = مصطلحها لموضوعها
standing-member = الأعضاء
standing-participant = المشاركون
standing-associate = الأعضاء المنتسبون
standing-observer = المراقبون
standing-member-one = عضو
standing-participant-one = مشارك
standing-associate-one = عضو منتسب
standing-observer-one = مراقب

lineage = النصوص التي يستشهد بها وما ترتب عليه
lineage-mechanism = النصوص التي تستند إليها
lineage-none = لا يستشهد بأي نص برمزه أو عنوانه.
lineage-diagram = النصوص المستشهد بها على خط الزمن، وكل منها موصول بهذا الصك. وتقول القائمة أدناه الشيء نفسه بالكلمات.
lineage-caption = كل نقطة هي نص من القائمة أدناه، بترتيب السنوات؛ ولا تشغل السنوات الخالية من النصوص حيزا. والنقطة الكبيرة هي هذا الصك؛ والحلقة هي ما ترتب عليه.
cited-in = مستشهد به في
relation-recalls = يشير إلى
relation-cites = يستشهد بـ
relation-adopted-as = اعتُمد بوصفه
relation-established-by = أنشئ بموجب
relation-follows = يلي
relation-earlier-proposal = سبقه الاقتراح
relation-stated-in = منصوص عليه في

part-preambular = الديباجة
part-operative = المنطوق
part-other = الفقرات
provision-preambular = الفقرة { $name } من الديباجة
provision-operative = الفقرة { $name } من المنطوق
provision-other = الفقرة { $name }
provision-preambular-short = ديباجة { $name }
provision-operative-short = منطوق { $name }
provision-other-short = § { $name }
nested = أجزاؤه
addressed-to = (موجّه إلى: { $name })
voluntary = طوعي
speaks-to = عناصر الإطار التي يتصل بها
linked-by = الجهة التي أقامت الصلة: { $name }
linked-by-editors = محررو Comity
strength = قوة الفعل { $count } من 5 بين الأفعال المستخدمة في مثل هذه النصوص.
cite = الاستشهاد بهذا الحكم
stance-commitment = التزام
stance-call = دعوة
stance-statement = إفادة

act-undertakes = تتعهد
act-agrees = تتفق
act-decides = تقرر
act-declares = تعلن
act-adopts = تعتمد
act-intends = تعتزم
act-advocates = تنادي بـ
act-demands = تطالب
act-calls = تهيب بـ
act-urges = تحث
act-requests = تطلب
act-invites = تدعو
act-encourages = تشجع
act-recommends = توصي
act-supports = تؤيد
act-welcomes = ترحب
act-expresses-appreciation = تعرب عن تقديرها
act-expresses-concern = تعرب عن قلقها
act-condemns = تدين
act-hopes = تأمل
act-stresses = تشدد
act-reaffirms = تؤكد من جديد
act-affirms = تؤكد
act-recognizes = تسلّم
act-recalls = تشير إلى
act-considers = ترى
act-notes = تلاحظ
act-states = تفيد

form-resolution = قرار
form-draft-resolution = مشروع قرار
form-decision = مقرر
form-draft-decision = مشروع مقرر
form-declaration = إعلان
form-statement = بيان
form-joint-statement = بيان مشترك
form-communique = بلاغ
form-meeting-summary = موجز اجتماع
form-report = تقرير
form-letter-with-annex = رسالة مع مرفق
form-plan = خطة
form-agreement = اتفاق
form-other = نص

status-draft = مشروع
status-adopted = معتمد
status-adopted-by-consensus = اعتُمد دون تصويت
status-adopted-by-vote = اعتُمد بالتصويت
status-summary = موجز لم يعتمده أحد
status-issued = صادر عن أصحابه

date-adopted = الاعتماد
date-meeting = الاجتماع
date-letter = الرسالة
date-approved-in-committee = الموافقة في اللجنة
date-distributed = التوزيع
date-document = الوثيقة
introduced = { $name }:

# الفواصل بين عناصر القائمة، وبين الشيء وما يوضحه؛ ووقت من الأوقات.
list-comma = {"\u200F"}،{" "}
comma = {"\u200F"}،{" "}
full-stop = .
moment = { $day }، { $clock } UTC

basis-sponsor = من مقدمي المشروع
basis-party = طرف
basis-host = جهة مضيفة
basis-speaker = إلقاء كلمة
basis-present = ذِكر بين الحاضرين
basis-voted-for = تصويت مؤيد
basis-against = تصويت معارض
basis-abstained = امتناع عن التصويت
basis-member = ذِكر مطبوع بين الأعضاء
basis-reservation = إبداء تحفظ
basis-dissociation = نأي بالنفس
basis-sponsor-group = مقدمو المشروع
basis-party-group = الأطراف
basis-host-group = الجهات المضيفة
basis-speaker-group = المتكلمون
basis-present-group = المذكورون بين الحاضرين
basis-voted-for-group = المؤيدون
basis-against-group = المعارضون
basis-abstained-group = الممتنعون
basis-member-group = المذكورون مطبوعين بين الأعضاء
basis-reservation-group = من أبدوا تحفظات
basis-dissociation-group = من نأوا بأنفسهم

type-state = دولة
type-organization = منظمة
type-stakeholder = لا يتكلم باسم أي دولة
type-unknown = غير وارد في الفهرس

citation-resolution = قرار
citation-decision = مقرر
citation-report = تقرير
citation-declaration = إعلان
citation-statement = بيان
citation-communique = بلاغ
citation-plan = خطة
citation-charter = ميثاق
citation-convention = اتفاقية
citation-agenda-item = بند جدول الأعمال
citation-document = وثيقة

language = اللغة
language-ar = العربية
language-en = الإنكليزية
language-es = الإسبانية
language-fr = الفرنسية
language-ru = الروسية
language-zh = الصينية

laid-down-in = منصوص عليه في
elaborated-in = مفصّل في
corresponding = يقابل
side-by-side = ما تقوله الصكوك
side-by-side-note = كل حكم في كل صك يتصل بهذا العنصر، من الأقدم إلى الأحدث. والملخصات غير رسمية وليست صيغا متفقا عليها.

states = الدول
organizations = المنظمات الحكومية الدولية
organization = منظمة
other-bodies = هيئات أخرى
other-bodies-note = مذكورة في نصوص؛ ولا تتكلم باسم أي دولة.
fictional-states = دول خيالية
state-member = دولة عضو في الأمم المتحدة
state-observer = دولة مراقبة
state-fictional = دولة خيالية اختُلقت للتمارين
takes-part-in = الآليات المشارَك فيها
other-mechanisms = لآليات أخرى
stands-in = الصكوك التي يرد ذكره فيها
stands-in-note = يرد الاسم كما طبعه النص. ولا يترتب على تقديم مشروع أو التكلم أو الحضور التزام على أحد؛ ولا تُستنتج العضوية أبدا.
timeline = التسلسل الزمني
voluntary-note = الإدلاء بأي قول هنا طوعي. وتسرد هذه الصفحة ما هو مدوّن، وليست مقياسا لأي شيء آخر.

statements = البيانات
positions = المواقف
positions-note = ما يرونه، منفصلا عما يفعلونه.
statements-answering = البيانات التي تستجيب له
statements-voluntary = ما اختار المشاركون قوله هنا، من الأحدث إلى الأقدم. والقائمة ليست مقياسا لأي شيء آخر.
statements-why-here = يرد البيان تحت حكم يسمّيه، أو تحت حكم يتصل بعنصر الإطار نفسه في آلية اختارها صاحب البيان.
all-statements = جميع البيانات
newest-only = ترد هنا أحدث البيانات؛ ويُعثر على غيرها بالبحث.
answers = الأحكام التي يستجيب لها
said-for = قيل لـ
standing-superseded = حلّ محله غيره
standing-erased = ممحو
standing-current = قائم
standing-current-means = لم يستبدله صاحبه.
disputed = يعترض عليه صاحبه
disavowed = تنصّل منه صاحبه
reaffirmed = أكده صاحبه
disavowed-means = يقول صاحبه، بقيد مستقل صادر عنه، إن هذا ليس قوله:
disavows-record = يقول إن هذا القيد ليس قول صاحبه:
confirms-record = يقول إن هذا القيد هو قول صاحبه:
erases-record = يمحو متن هذا القيد:
takes-up-record = يؤكد، بتوقيع صاحبه نفسه، ما أحالته الأمانة:
take-up-awaited = أحالت الأمانة هذا باسم وفدكم. ولم تؤكدوه بعد.
said-of-it = ما قاله صاحبه عنه
counts-no-more = أُلغي مفتاحه: لم يعد يُعتدّ به
reason = السبب
act-link = استبدال هذا القيد أو التنصل منه أو محوه

evidence-signed = موقّع من صاحبه
evidence-transmitted = محال من الأمانة
evidence-relayed = منقول عبر المنصة
evidence-hub = صادر عن المنصة نفسها
evidence-signed-means = وقّع أحد مفاتيح صاحبه هذه البايتات ذاتها.
evidence-transmitted-means = ورد على الورق أو بالبريد الإلكتروني وأدخلته الأمانة ووقّعته. ولم يؤكده صاحبه بتوقيع.
evidence-relayed-means = تقول المنصة إن المشارك أرسله. ولم يوقّعه أي مفتاح للمشارك.
evidence-hub-means = تقوله المنصة نفسها، وهو موقّع بمفتاح السجل. ولا يقوله أي مشارك.

kind-provision = حكم
kind-genesis = بداية السجل
kind-key = تسجيل مفتاح
kind-revocation = إلغاء مفتاح
kind-catalogue = ملف من الفهرس
kind-erasure = محو
kind-disavowal = تنصل أو تأكيد
kind-audit-commitment = تثبيت ساعة من مسار التدقيق

written = كُتب في
accepted = قُبل في
supersedes = يحل محل
superseded-by = استبدل صاحبه هذا البيان بالقيد
replaced-by = بالقيد
refers = يحيل إلى
erased = مُحي محتوى هذا القيد؛ وتبقى ترويسته ومكانه في السجل. مُحي بموجب القيد
erased-by = بموجب القيد
disputed-means = ألغى صاحبه المفتاح الذي وقّعه، اعتبارا من وقت سابق لكتابته، ولم يؤكد البيان.
audience-own = الوفد نفسه
audience-named = مشاركون محددون بالاسم
audience-mechanism = المشاركون في: { $name }
audience-secretariat = الرئاسة والأمانة: { $name }
audience-group = المجموعة { $name }
not-public = غير عام
who-can-read = من يستطيع قراءة هذا
readers-nobody = لا أحد.
readers-delegations = هذه الوفود:
readers-as-participants = من المشاركين في الآلية، من يشاركون فيها وقت الإدلاء بهذا، وما داموا مشاركين. ومن ينضم لاحقا لا يقرؤه.
readers-chair-and-secretariat = الرئاسة والأمانة: { $name }
readers-group = أعضاء المجموعة { $name }. والمجموعة هي التي تقول من هم.
readers-operator = من يشغّل هذه المنصة يحوز المفتاح الذي يفتحه.
readers-copies = ما قُرئ لا يمكن استرداده.
withheld = يتيح لكم دوركم أن تروا أن هذا قد قيل ومن قاله، لا ما قيل.
content = المحتوى
proof = الإثبات
record = القيد
records = القيود
record-id = معرّف القيد
position = الموضع
under-checkpoint = تحت نقطة التحقق
checkpoint-of = من أصل { $size } من القيود، عبر { $hashes } من الخلاصات، وجذرها
log = السجل
key = المفتاح
vouched-for = بشهادة الأمانة
author = صاحبه
verify-yourself = تحققوا من هذا بأنفسكم
verify-lead = بأدوات متوافرة على معظم الأجهزة، ودون أن تثقوا بهذه الصفحة أكثر مما تريدون: قارنوا المفتاح بمفتاح حصلتم عليه من صاحبه.
verify-fetch = جلب البايتات الموقّعة.
verify-digest = المعرّف هو خلاصة الترويسة، والترويسة تذكر خلاصة المتن.
verify-signature = مفتاح صاحب القيد وقّع الترويسة.
verify-register = التحقق من السجل بأكمله: كل توقيع وكل قاعدة، ومن أن شيئا لم يُغيَّر أو يُحذف أو يؤرَّخ بتاريخ سابق.

register-lead = كل ما يقال هنا يدخل في سجل واحد لا يقبل إلا الإضافة. وتوقّع نقطة التحقق كل ما فيه، بحيث يترك أي تغيير أو حذف أو تأريخ بتاريخ سابق دليلا.
register-empty = لم يُدوَّن شيء بعد.
checkpoint = أحدث نقطة تحقق
root = الجذر
signed-by = موقّع من
cosigned-by = الشهود، ووقت مشاركة كل منهم في التوقيع
log-key = مفتاح السجل
signed-note = المذكرة الموقّعة، بايتا بايتا
entries = المدخلات
restricted = مقيد: للمتلقين الذين اختارهم صاحبه
newer = الأحدث
older = الأقدم

search-label = كلمات في الأحكام والبيانات
search-for = البحث: { $name }
search-help = يُعثر على أي صيغة من صيغ الكلمة، بعلامات التشكيل أو بدونها.
search-nothing = جرّبوا كلمة أخرى أو أقصر، أو أزيلوا أحد الخيارات.
search-public = العام:
search-closed = غير عام، ولكم أن تقرؤوه
search-closed-order = الأحدث أولا
search-closed-incomplete = لا يمكن العثور هنا بالكلمات على بعض القيود التي لكم أن تقرؤوها، لكثرتها. وهي ظاهرة في القوائم.
results =
    { $count ->
        [zero] لم يُعثر على شيء
        [one] نتيجة واحدة
        [two] نتيجتان
        [few] { $count } نتائج
        [many] { $count } نتيجة
       *[other] { $count } نتيجة
    }
result-pages = صفحات النتائج
narrow = تضييق البحث
narrowed-to = البحث مقصور على
remove = إزالة
previous = السابق
next = التالي
facet-kind = النوع
facet-mechanism = الآلية
facet-participant = الصاحب
facet-item = عنصر الإطار
facet-language = اللغة

error-not-found = لا يوجد شيء في هذا العنوان
error-not-found-do = تحققوا من العنوان، أو ابحثوا عما توقعتم أن تجدوه هنا. والقيود غير العامة لا تُعرض، سواء وُجدت أم لم توجد.
error-method-not-allowed = هذا العنوان يقبل طريقة أخرى
error-method-not-allowed-do = اقرؤوه بطريقة GET. ويبين وصف واجهة البرمجة ما يقبله كل عنوان.
error-bad-request = تتعذر قراءة العنوان
error-bad-request-do = تحققوا من الجزء الذي يلي علامة الاستفهام، أو اختصروا ما تبحثون عنه.
error-too-large = الطلب كبير أكثر مما ينبغي
error-too-large-do = أرسلوا أقل من ذلك: الحد الأقصى للترويسة 16 كيبيبايت وللمتن ميبيبايت واحد. وما زاد على ذلك يُرفق بخلاصته.
error-form-too-large = الاستمارة أكبر من اللازم
error-form-too-large-do = عودوا إلى الصفحة السابقة في متصفحكم: ما كتبتموه ما زال فيها. اختصروا أطول نص أو احفظوا جزءا جزءا؛ ويمكن أن يرافق النص الكامل القيد في ملف.
error-record-damaged = المخزَّن من هذا القيد لا يجتاز التحقق
error-record-damaged-do = لا يُعرض القيد. ويمكن للمشغّل إصلاحه من مرآة أو من نسخة احتياطية؛ وقد تعرضه مرآة الآن.
error-store-unavailable = تتعذر الإجابة عن هذا الآن
error-store-unavailable-do = أعيدوا المحاولة بعد دقيقة. ولم يُفقد شيء مما أُقرّ باستلامه.
error-fault = وقعت المنصة في خطأ
error-fault-do = أعيدوا المحاولة. وإذا تكرر ذلك، فأبلغوا المشغّل بعنوان هذه الصفحة والرمز المبيّن أعلاه.
go-home = الانتقال إلى الصفحة الرئيسية

confirmed = أكده صاحبه
confirmed-by = أكد صاحبه هذا بتوقيعه، كلمة بكلمة:
confirms = يؤكد إحالة
confirms-means = كانت الأمانة قد أدخلت لصاحبه البيان نفسه، مطابقا حتى بايتات متنه:
evidence-transmitted-confirmed-means = ورد على الورق أو بالبريد الإلكتروني وأدخلته الأمانة ووقّعته. وقد أكده صاحبه منذ ذلك الحين.
received = كيف ورد
received-medium = ورد بواسطة
received-reference = المرجع
received-on = ورد في
received-file = الملف الوارد
received-download = تنزيل
medium-note-verbale = مذكرة شفوية
medium-letter = رسالة
medium-e-mail = بريد إلكتروني
medium-other = وسيلة أخرى
