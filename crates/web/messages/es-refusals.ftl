# Por qué algo no puede firmarse o no se acepta, según el código de la denegación. Traducción a la espera de revisión por personas de lengua española.

refusal-of-field = { $name }: { $why }
refusal-items = Elija de { $min } a { $max } elementos del marco.
refusal-other-log = Esto se preparó para otro registro. Prepárelo de nuevo aquí.
refusal-exercise-differs = Un asiento de un ejercicio no tiene cabida en un registro real, ni a la inversa. Prepárelo de nuevo aquí.
refusal-already-there = Este asiento ya figura en el registro.
refusal-expired = Esperó demasiado tiempo sus firmas. Prepárelo de nuevo y vuelva a firmarlo.
refusal-from-the-future = Dice haberse redactado en un momento posterior al actual. Prepárelo de nuevo; si eso no lo resuelve, avise a la secretaría.
refusal-kind-version = Este tipo de registro tiene una versión más reciente. Prepárelo de nuevo.
refusal-unknown-kind = Este tipo de asiento no se conoce aquí en esta versión. Prepárelo de nuevo.
refusal-evidence-not-taken = Este tipo de asiento no puede llegar por esta vía: lo firma su participante.
refusal-unknown-key = Una clave que firmó no figura en el registro. Haga que se inscriba o firme con otra.
refusal-key-enrolled = Ya figura en el registro esta clave, u otra que contiene la misma llave de acceso.
refusal-key-waiting = Una clave que firmó aún no puede firmar: su plazo de espera no ha terminado. La página de claves indica cuándo termina.
refusal-key-revoked = Una clave que firmó fue revocada. Firme con otra.
refusal-key-of-another = Una clave que firmó pertenece a otra delegación.
refusal-person-of-another = Una clave se indica con una persona distinta de la que le asigna el registro. Prepárelo de nuevo.
refusal-person-taken = El número de esta persona pertenece a otra delegación. Retire la propuesta y cree otra clave.
refusal-key-not-entitled = Una clave que firmó no puede firmar este tipo de asiento, o no para este mecanismo. Elija otra clave.
refusal-number-of-signers = Han firmado muy pocas o demasiadas personas. Prepárelo de nuevo y elija quién firma.
refusal-signature-form-not-taken = Este tipo de asiento solo admite firmas de la otra forma: en la página con una llave de acceso, o en el propio equipo.
refusal-number-of-framework-items = Menciona muy pocos o demasiados elementos del marco.
refusal-too-few-root-keys = Han firmado muy pocas de las claves raíz de la secretaría. Pida a la secretaría una inscripción firmada por un número suficiente de ellas.
refusal-wrong-signers = Ha firmado alguien que no puede firmar esto, o falta alguien que debe hacerlo. Prepárelo de nuevo.
refusal-unknown-mechanism = Un mecanismo que menciona no se conoce aquí. Elija otro.
refusal-not-in-mechanism = Su delegación no participa en un mecanismo que menciona. Elija otro.
refusal-kind-not-taken = Un mecanismo que menciona no admite asientos de este tipo. Elija otro.
refusal-writer-not-taken = Su delegación no puede redactar este tipo de asiento.
refusal-not-for-this-kind = Dice algo que no tiene sentido en este tipo de asiento. Prepárelo de nuevo.
refusal-no-mechanism = Elija al menos un mecanismo para el que se hace.
refusal-audience-not-taken = Este tipo de asiento no puede destinarse a quienes usted eligió. Elija a otros.
refusal-unknown-framework-item = Un elemento del marco que menciona ya no se conoce aquí. Elija de nuevo.
refusal-unknown-provision = Una disposición que menciona ya no se conoce aquí. Elija de nuevo.
refusal-unknown-record = Un asiento que menciona no figura en este registro.
refusal-wider-than-named = No todos los que podrían leer esto pueden leer el asiento que menciona. Elija menos lectores.
refusal-not-yours-to-supersede = Solo el autor de un asiento puede sustituirlo, con otro del mismo tipo.
refusal-transmission-over-signed = El propio Estado ha firmado o confirmado ese asiento: en adelante solo él puede sustituirlo.
refusal-unknown-group = El grupo que debería leerlo no se conoce aquí.
refusal-unknown-participant = Alguien a quien menciona no participa aquí en ningún mecanismo.
refusal-quota = Su delegación ha dicho hoy todo lo que se admite en un día. Fírmelo mañana o consulte a la secretaría.
refusal-control-body = Lo que dice no tiene la forma debida. Prepárelo de nuevo.
refusal-not-erasable = Este cuerpo no puede suprimirse por este motivo, o no por esta delegación.
refusal-not-disavowable = Esto no puede desautorizarse ni confirmarse, o no por esta delegación.
refusal-other-key-needed = Esto solo lo han firmado claves que firmaron el propio asiento. Debe firmar también otra clave de su delegación.
refusal-register-unreadable = No se pudo leer el registro, por lo que no se decidió nada. Vuelva a intentarlo dentro de un minuto.
refusal-content-missing = Este campo debe rellenarse.
refusal-content-unknown-field = Este tipo de asiento no tiene ese campo.
refusal-content-not-asked = Esto solo se pide después de otra elección. Déjelo en blanco o cambie la elección de la que depende.
refusal-content-not-rows = Esto debe ser una lista de filas.
refusal-content-too-many-words =
    { $count ->
        [one] Esto tiene más de una palabra. Acórtelo.
        [many] Esto tiene más de { $count } de palabras. Acórtelo.
       *[other] Esto tiene más de { $count } palabras. Acórtelo.
    }
refusal-content-twice = La misma opción figura aquí dos veces. Quite una.
refusal-content-not-a-number = Esto debe ser un número entero, solo en cifras.
refusal-content-too-large =
    { $count ->
        [one] Esto es más de uno. Corríjalo.
        [many] Esto es más de { $count }. Corríjalo.
       *[other] Esto es más de { $count }. Corríjalo.
    }
refusal-content-not-text = Esto debe ser texto.
refusal-content-not-a-list = Esto debe ser una lista.
refusal-content-too-long =
    { $count ->
        [one] Esto tiene más de un carácter. Acórtelo.
        [many] Esto tiene más de { $count } de caracteres. Acórtelo.
       *[other] Esto tiene más de { $count } caracteres. Acórtelo.
    }
refusal-content-too-many =
    { $count ->
        [one] Esto tiene más de un elemento. Quite algunos.
        [many] Esto tiene más de { $count } de elementos. Quite algunos.
       *[other] Esto tiene más de { $count } elementos. Quite algunos.
    }
refusal-content-several-lines = Esto debe ser una sola línea.
refusal-content-not-plain = Esto contiene un carácter que no se ve o que reordena el texto. Escríbalo de nuevo como texto sin formato.
refusal-content-not-a-choice = Elija una de las opciones enumeradas.
refusal-content-not-a-date = Esto no es una fecha. Escriba 2026-11-22, o 2026-11, o 2026 cuando baste.
refusal-content-not-precise = Esta fecha debe ser más precisa.
refusal-content-not-an-address = Esto no es una dirección que empiece por https:// o http://.
refusal-arrival-missing = Falta el archivo recibido, o cómo llegó.
refusal-arrival-not-transmitted = Solo lo que transmite la secretaría indica cómo se recibió.
refusal-arrival-reference = La referencia es una línea de texto sin formato, de 200 caracteres como máximo.
refusal-arrival-date = Indique el día de recepción, en la forma 2026-11-03.
refusal-attachment-size = El archivo está vacío o es demasiado grande.
refusal-attachment-twice = Un mismo archivo se ha adjuntado dos veces.
refusal-draft-no-audience = Elija a quién se destina: tal como está, nadie podría leerlo.
refusal-signature-malformed = Esto no es una firma como las que escribe ssh-keygen. Pegue el archivo completo, con su primera y su última línea.
refusal-signature-namespace = Esta firma se hizo para otro uso. Firme con -n record@comity.
refusal-signature-hash-algorithm = Esta firma utiliza una función de resumen criptográfico que aquí no se admite. Firme con ssh-keygen tal como figura en la página.
refusal-signature-not-touched = La llave de seguridad no se tocó mientras firmaba.
refusal-signature-wrong = La firma no corresponde a estos bytes. Firme header.json exactamente como se descargó.
refusal-signature-set = Las firmas no tienen la forma en que se conservan.
refusal-signature-not-the-signers = Esta clave no es ninguna de las que deben firmar esto, o ya ha firmado.
refusal-key-malformed = No se puede leer la clave que contiene la firma.
refusal-key-algorithm = Aquí no se admiten claves de esta clase. Utilice Ed25519, P-256 o una llave de acceso.
refusal-key-weak = Esta clave es demasiado débil: cualquiera podría firmar en su lugar.
refusal-webauthn-challenge = La llave de acceso respondió a bytes distintos de los que esperan aquí. Vuelva a cargar la página, léala de nuevo y avise a la secretaría si ahora dice otra cosa.
refusal-webauthn-user-not-verified = La llave de acceso no comprobó que es usted. Utilice su PIN, su dedo o su rostro.
refusal-webauthn-user-not-present = La llave de acceso no se tocó.
refusal-hub-busy = La plataforma está ocupada. Vuelva a intentarlo dentro de unos segundos.
refusal-hub-stopped = La plataforma se detuvo antes de poder decir qué fue de esto. Compruebe dentro de un minuto si el asiento figura en el registro.
refusal-no-hub-key = La plataforma no puede sellar en este momento lo que no es para todos. Avise a su operador.
refusal-body-too-large = En total ocupa { $size } KiB y un asiento admite { $most } KiB. Acorte el campo más largo, { $name }; el texto completo puede acompañar al asiento como archivo.
