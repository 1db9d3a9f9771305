# Слова страниц на русском языке (по практике Организации Объединенных Наций). Перевод ожидает проверки носителями языка.

skip-to-content = Перейти к содержанию
navigation = Основное меню
languages = Языки
breadcrumbs = Где вы находитесь
on-this-page = На этой странице
facts = Сведения
neighbours = Соседние положения

mechanisms = Механизмы
mechanism = Механизм
instruments = Документы
instrument = Документ
framework = Рамочная основа
participants = Участники
register = Реестр
search = Поиск
secretariat = Секретариат
the-hub = Платформа

exercise = Учения
exercises = Учения
exercise-note = Все, что есть на этой странице, вымышлено для учений. Здесь ничего не говорится ни об одном реальном государстве или событии.
exercises-note = Вымышлены для учений и содержатся отдельно: вымышленные государства, вымышленные тексты, вымышленные заявления.

footer-comity = Comity: что государства декларируют в отношении безопасности при использовании ИКТ и что они, по их словам, для этого делают; каждое заявление подписано его автором. Участие добровольное; здесь ничего не оценивается, не ранжируется и не атрибутируется.
footer-designations = Употребляемые обозначения и изложение материала не означают выражения какого бы то ни было мнения относительно правового статуса той или иной страны, территории, города или района или их властей или относительно делимитации их границ. Названия в напечатанных текстах и в заявлениях авторов воспроизводятся в том виде, в каком они получены.
footer-json = Эта страница в формате JSON
footer-openapi = Описание API (OpenAPI)
footer-verify = Проверить реестр

home-title = От текста к тому, что сделано
home-heading = От текста к тому, что сделано
home-lead = Читайте, что государства заявили об использовании ИКТ, положение за положением. Смотрите, что участники, по их словам, делают по каждому из них. Проверяйте каждое заявление сами: оно подписано автором и внесено туда, где никто не может изменить его незаметно.
home-step-read = Прочитать документ
home-step-compare = Сравнить положения по элементам рамочной основы
home-step-find = Найти государство
home-step-verify = Проверить реестр
latest = Последние заявления
register-size =
    { $count ->
        [one] В реестре { $count } запись.
        [few] В реестре { $count } записи.
        [many] В реестре { $count } записей.
       *[other] В реестре { $count } записи.
    }

mechanisms-lead = Постоянные форумы, каждый со своими терминами. Одно заявление может быть сделано для нескольких из них.
instruments-lead = Тексты, принятые или внесенные государствами, в виде пронумерованных положений. При каждом указан официальный текст; краткие изложения — наши.
framework-lead = Элементы, к которым относятся положения и заявления, каждый со ссылкой на документ, в котором он закреплен.
participants-lead = Государства-члены и государства-наблюдатели под их краткими названиями, принятыми в Организации Объединенных Наций, и организации, которые названы в механизмах или текстах.

body = Орган
place = Место
session = Сессия
agenda-items = Пункты повестки дня
letter-from = Письмо от
original-language = Язык оригинала
official-text = Официальный текст
official-text-in = Официальный текст:
imported-text = Импортированный текст
source = Источник
sources = Источники
date = Дата
as = В качестве
code = Код
official-site = Официальный сайт
unofficial = Неофициальное краткое изложение, несогласованные формулировки
who-stands-in-it = Кто в нем указан
printed-as = напечатано «{ $name }»
at-paragraph = пункт { $name }
at-paragraphs = пункты { $name }
at-annex = приложение { $name }
roles = Функции
subject = Как там называют предмет
standing-member = Члены
standing-participant = Участники
standing-associate = Ассоциированные члены
standing-observer = Наблюдатели
standing-member-one = Член
standing-participant-one = Участник
standing-associate-one = Ассоциированный член
standing-observer-one = Наблюдатель

lineage = Цитируемые тексты и последующее развитие
lineage-mechanism = Тексты, на которых он основан
lineage-none = В нем не упоминается ни один текст по условному обозначению или названию.
lineage-diagram = Цитируемые тексты во времени, каждый соединен с этим документом. Список ниже говорит то же самое словами.
lineage-caption = Каждая точка — текст из списка ниже, в порядке лет; годы без текстов места не занимают. Большая точка — этот документ; кольцо — то, что из него вышло.
cited-in = упоминается:
relation-recalls = Ссылается на
relation-cites = Упоминает
relation-adopted-as = Принято как
relation-established-by = Учрежден
relation-follows = Следует за
relation-earlier-proposal = Предшествующее предложение
relation-stated-in = Изложено в

part-preambular = Преамбула
part-operative = Постановляющая часть
part-other = Пункты
provision-preambular = Пункт { $name } преамбулы
provision-operative = Пункт { $name } постановляющей части
provision-other = Пункт { $name }
provision-preambular-short = преамб. { $name }
provision-operative-short = п. { $name }
provision-other-short = § { $name }
nested = Его части
addressed-to = (адресаты: { $name })
voluntary = добровольно
speaks-to = Соответствующие элементы рамочной основы
linked-by = Связь установили: { $name }
linked-by-editors = редакторы Comity
strength = Сила глагола — { $count } из 5 среди глаголов, употребляемых в таких текстах.
cite = Сослаться на это положение
stance-commitment = Обязательство
stance-call = Призыв
stance-statement = Констатация

act-undertakes = обязуется
act-agrees = соглашается
act-decides = постановляет
act-declares = заявляет
act-adopts = принимает
act-intends = намеревается
act-advocates = выступает за
act-demands = требует
act-calls = призывает
act-urges = настоятельно призывает
act-requests = просит
act-invites = предлагает
act-encourages = поощряет
act-recommends = рекомендует
act-supports = поддерживает
act-welcomes = приветствует
act-expresses-appreciation = выражает признательность
act-expresses-concern = выражает обеспокоенность
act-condemns = осуждает
act-hopes = выражает надежду
act-stresses = подчеркивает
act-reaffirms = вновь подтверждает
act-affirms = подтверждает
act-recognizes = признает
act-recalls = ссылается
act-considers = считает
act-notes = отмечает
act-states = констатирует

form-resolution = Резолюция
form-draft-resolution = Проект резолюции
form-decision = Решение
form-draft-decision = Проект решения
form-declaration = Декларация
form-statement = Заявление
form-joint-statement = Совместное заявление
form-communique = Коммюнике
form-meeting-summary = Резюме заседания
form-report = Доклад
form-letter-with-annex = Письмо с приложением
form-plan = План
form-agreement = Соглашение
form-other = Текст

status-draft = Проект
status-adopted = Принято
status-adopted-by-consensus = Принято без голосования
status-adopted-by-vote = Принято голосованием
status-summary = Резюме, никем не принятое
status-issued = Издано авторами

date-adopted = Принятие
date-meeting = Заседание
date-letter = Письмо
date-approved-in-committee = Утверждение в комитете
date-distributed = Распространение
date-document = Документ
introduced = { $name }:

# Знаки между элементами перечня и между предметом и тем, что его уточняет; момент времени.
list-comma = ,{" "}
comma = ,{" "}
full-stop = .
moment = { $day }, { $clock } UTC

basis-sponsor = Автор проекта
basis-party = Сторона
basis-host = Принимающая сторона
basis-speaker = Выступление
basis-present = Упоминание среди присутствовавших
basis-voted-for = Голос «за»
basis-against = Голос «против»
basis-abstained = Воздержание при голосовании
basis-member = Упоминание среди членов
basis-reservation = Оговорка
basis-dissociation = Отмежевание
basis-sponsor-group = Авторы проекта
basis-party-group = Стороны
basis-host-group = Принимающие стороны
basis-speaker-group = Выступили
basis-present-group = Названы среди присутствовавших
basis-voted-for-group = Голосовали за
basis-against-group = Голосовали против
basis-abstained-group = Воздержались
basis-member-group = Напечатаны как члены
basis-reservation-group = Сделали оговорки
basis-dissociation-group = Отмежевались

type-state = государство
type-organization = организация
type-stakeholder = не выступает от имени какого-либо государства
type-unknown = нет в каталоге

citation-resolution = Резолюция
citation-decision = Решение
citation-report = Доклад
citation-declaration = Декларация
citation-statement = Заявление
citation-communique = Коммюнике
citation-plan = План
citation-charter = Устав
citation-convention = Конвенция
citation-agenda-item = Пункт повестки дня
citation-document = Документ

language = Язык
language-ar = Арабский
language-en = Английский
language-es = Испанский
language-fr = Французский
language-ru = Русский
language-zh = Китайский

laid-down-in = Закреплено в
elaborated-in = Развито в
corresponding = Соответствует
side-by-side = Что говорят документы
side-by-side-note = Все положения всех документов, относящиеся к этому элементу, начиная с самого раннего документа. Краткие изложения неофициальны, и их формулировки не согласованы.

states = Государства
organizations = Межправительственные организации
organization = Организация
other-bodies = Другие структуры
other-bodies-note = Названы в текстах; они не выступают от имени какого-либо государства.
fictional-states = Вымышленные государства
state-member = Государство — член Организации Объединенных Наций
state-observer = Государство-наблюдатель
state-fictional = Вымышленное государство, созданное для учений
takes-part-in = Механизмы, в которых участвует
other-mechanisms = Других механизмов
stands-in = Документы, в которых указано
stands-in-note = Название приводится так, как оно напечатано в тексте. Авторство проекта, выступление или присутствие никого ни к чему не обязывают; членство никогда не выводится из косвенных данных.
timeline = Хронология
voluntary-note = Высказываться здесь — дело добровольное. На этой странице перечислено то, что внесено в реестр; мерой чего-либо иного она не служит.

statements = Заявления
positions = Позиции
positions-note = Чего они придерживаются, отдельно от того, что они делают.
statements-answering = Заявления, которые отвечают на это положение
statements-voluntary = Что участники сочли нужным сказать здесь, начиная с последних по времени. Этот список ничего иного не измеряет.
statements-why-here = Заявление приводится под положением, которое в нем названо или которое относится к тому же элементу рамочной основы в механизме, выбранном автором заявления.
all-statements = Все заявления
newest-only = Перечислены последние по времени; остальные можно найти через поиск.
answers = Положения, на которые дан ответ
said-for = Для механизмов
standing-superseded = заменено
standing-erased = удалено
standing-current = Действует
standing-current-means = Автор не заменил эту запись.
disputed = оспорено автором
disavowed = дезавуировано автором
reaffirmed = подтверждено автором
disavowed-means = Автор отдельной записью заявляет, что это сказано не им:
disavows-record = Заявляет, что сказанное в этой записи не исходит от ее автора:
confirms-record = Заявляет, что сказанное в этой записи исходит от ее автора:
erases-record = Удаляет тело этой записи:
takes-up-record = Подтверждает собственной подписью автора то, что препроводил секретариат:
take-up-awaited = Секретариат препроводил это от имени вашей делегации. Вы еще не подтвердили это.
said-of-it = Что автор сказал об этом
counts-no-more = ключ отозван: более не учитывается
reason = Причина
act-link = Заменить, дезавуировать или удалить эту запись

evidence-signed = Подписано автором
evidence-transmitted = Препровождено секретариатом
evidence-relayed = Передано платформой
evidence-hub = От самой платформы
evidence-signed-means = Ключ самого автора подписал именно эти байты.
evidence-transmitted-means = Получено на бумаге или по электронной почте и внесено секретариатом, который это подписал. Автор не подтвердил это своей подписью.
evidence-relayed-means = Платформа сообщает, что это прислал участник. Ни один ключ участника этого не подписывал.
evidence-hub-means = Сказано самой платформой и подписано ключом журнала. Ни один участник этого не говорит.

kind-provision = Положение
kind-genesis = Начало журнала
kind-key = Регистрация ключа
kind-revocation = Отзыв ключа
kind-catalogue = Файл каталога
kind-erasure = Удаление
kind-disavowal = Дезавуирование или подтверждение
kind-audit-commitment = Криптографическая фиксация часа журнала аудита

written = Составлено
accepted = Принято
supersedes = Заменяет
superseded-by = Автор заменил это заявление записью
replaced-by = записью
refers = Ссылается на
erased = Содержание этой записи удалено; ее заголовок и место в реестре сохраняются. Удалено записью
erased-by = записью
disputed-means = Автор отозвал ключ, которым это подписано, с момента, предшествующего составлению, и не подтвердил заявление.
audience-own = Собственная делегация
audience-named = Указанные участники
audience-mechanism = Участники: { $name }
audience-secretariat = Председатель и секретариат: { $name }
audience-group = Группа { $name }
not-public = Не общедоступно
who-can-read = Кто может это читать
readers-nobody = Никто.
readers-delegations = Эти делегации:
readers-as-participants = Из участников механизма — те, кто участвует в нем в тот момент, когда это сказано, и пока они участвуют. Кто присоединится позднее, этого не читает.
readers-chair-and-secretariat = председатель и секретариат: { $name }
readers-group = Члены группы { $name }. Кто в нее входит, говорит сама группа.
readers-operator = У того, кто эксплуатирует эту платформу, есть ключ, которым это открывается.
readers-copies = Прочитанное отозвать нельзя.
withheld = Ваша роль позволяет видеть, что это было сказано и кем, но не то, что было сказано.
content = Содержание
proof = Доказательство
record = Запись
records = Записи
record-id = Идентификатор записи
position = Позиция
under-checkpoint = Под контрольной точкой
checkpoint-of = записей: { $size }; хешей: { $hashes }; корень
log = Журнал
key = Ключ
vouched-for = поручительство секретариата
author = Автор
verify-yourself = Проверьте сами
verify-lead = Средствами, которые есть на большинстве компьютеров, доверяя этой странице не больше, чем вы хотите: сравните ключ с тем, который известен вам от его владельца.
verify-fetch = Получить подписанные байты.
verify-digest = Идентификатор — это хеш заголовка, а в заголовке указан хеш тела.
verify-signature = Ключ автора подписал заголовок.
verify-register = Проверить весь реестр: каждую подпись, каждое правило и то, что ничего не изменено, не изъято и не датировано задним числом.

register-lead = Все сказанное здесь поступает в единый журнал, в который можно только добавлять. Контрольная точка подписывает его целиком, поэтому любое изменение, изъятие или датирование задним числом оставляет доказательства.
register-empty = Пока ничего не внесено.
checkpoint = Последняя контрольная точка
root = Корень
signed-by = Подписано
cosigned-by = Свидетели и время подписи каждого
log-key = Ключ журнала
signed-note = Подписанная нота, байт в байт
entries = Строки журнала
restricted = Ограниченный доступ: для круга, выбранного автором
newer = Более новые
older = Более ранние

search-label = Слова из положений и заявлений
search-for = Поиск: { $name }
search-help = Слово находится в любой форме, с диакритическими знаками или без них.
search-nothing = Попробуйте другое или более короткое слово либо снимите одно из условий.
search-public = Общедоступные:
search-closed = Не общедоступные, открытые вам для чтения
search-closed-order = сначала последние
search-closed-incomplete = Некоторые записи, которые вы можете читать, не находятся здесь по словам: их слишком много. Они есть в списках.
results =
    { $count ->
        [0] Ничего не найдено
        [one] { $count } результат
        [few] { $count } результата
        [many] { $count } результатов
       *[other] { $count } результата
    }
result-pages = Страницы результатов
narrow = Сузить поиск
narrowed-to = Поиск сужен до
remove = снять условие
previous = Назад
next = Далее
facet-kind = Вид
facet-mechanism = Механизм
facet-participant = Автор
facet-item = Элемент рамочной основы
facet-language = Язык

error-not-found = По этому адресу ничего нет
error-not-found-do = Проверьте адрес или поищите то, что ожидали найти здесь. Записи, не являющиеся общедоступными, не показываются независимо от того, существуют ли они.
error-method-not-allowed = Для этого адреса нужен другой метод
error-method-not-allowed-do = Читайте его методом GET. В описании API указано, что принимает каждый адрес.
error-bad-request = Адрес не удалось разобрать
error-bad-request-do = Проверьте часть после вопросительного знака или сократите искомое.
error-too-large = Запрос слишком велик
error-too-large-do = Отправьте меньше: размер заголовка — не более 16 КиБ, тела — не более 1 МиБ. Более объемное прилагается как вложение, по хешу.
error-form-too-large = Форма слишком велика
error-form-too-large-do = Вернитесь назад в браузере: введенное там сохранилось. Сократите самый длинный текст или сохраняйте по частям; полный текст можно приложить к записи файлом.
error-record-damaged = Хранимое содержимое этой записи не прошло проверку
error-record-damaged-do = Оно не показывается. Оператор может восстановить его из зеркала или резервной копии; возможно, одно из зеркал уже может его выдать.
error-store-unavailable = Сейчас ответить невозможно
error-store-unavailable-do = Повторите попытку через минуту. Ничего из того, что было принято, не потеряно.
error-fault = На платформе произошла ошибка
error-fault-do = Повторите попытку. Если это повторится, сообщите оператору адрес этой страницы и указанный выше код.
go-home = Перейти на главную страницу

confirmed = Подтверждено автором
confirmed-by = Автор подтвердил это собственной подписью, слово в слово:
confirms = Подтверждает препровожденное
confirms-means = Секретариат внес для автора то же заявление, совпадающее вплоть до байтов тела:
evidence-transmitted-confirmed-means = Получено на бумаге или по электронной почте и внесено секретариатом, который это подписал. Впоследствии автор это подтвердил.
received = Как это поступило
received-medium = Способ получения
received-reference = Исходящий номер
received-on = Дата получения
received-file = Полученный файл
received-download = Скачать
medium-note-verbale = Вербальная нота
medium-letter = Письмо
medium-e-mail = Электронная почта
medium-other = Иной способ
