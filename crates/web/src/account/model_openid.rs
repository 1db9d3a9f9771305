//! What pages show of sign-in services of governments.

use openid::Provider;
use serde::Serialize;
use utoipa::ToSchema;

use super::office::Office;

/// A sign-in service that a page offers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ServiceLine {
    /// What it is called in addresses.
    pub id: String,
    /// What people know it by.
    pub name: String,
}

impl ServiceLine {
    fn of(provider: &Provider) -> Self {
        Self { id: provider.id.as_str().to_owned(), name: provider.name.clone() }
    }

    /// Where its button leads.
    pub(crate) fn begin(&self) -> String {
        format!("/openid/{}/begin", self.id)
    }

    /// All that this hub knows.
    pub(crate) fn all(office: &Office) -> Vec<Self> {
        office.services().map(|services| services.all().map(Self::of).collect()).unwrap_or_default()
    }

    /// Those that speak for a participant.
    pub(crate) fn for_participant(office: &Office, code: &str) -> Vec<Self> {
        let own = |services: &super::SignInServices| {
            services.all().filter(|provider| provider.participant == code).map(Self::of).collect()
        };
        office.services().map(own).unwrap_or_default()
    }
}

/// A service that opens an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IdentityLine {
    /// The service's issuer.
    pub issuer: String,
    /// What people know the service by; nothing if the hub doesn't know it any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was linked.
    pub created: String,
    /// When it last opened the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
}

/// The services by which somebody may use an invitation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JoinServicesPage {
    /// For whom one would act.
    pub seat: String,
    /// The services of that participant.
    pub services: Vec<ServiceLine>,
    /// The link, as it was pasted.
    #[serde(skip)]
    pub link: String,
    /// The name, as it was typed.
    #[serde(skip)]
    pub name: String,
    /// The address, as it was typed.
    #[serde(skip)]
    pub email: String,
}

/// The page that goes on to a service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeavingPage {
    /// What people know the service by.
    pub name: String,
    /// Where the browser goes.
    pub address: String,
}

/// The page to which a service sends the browser back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnPage {
    /// The service's id.
    pub id: String,
    /// What people know the service by.
    pub name: String,
    /// The attempt, as the service brought it back.
    pub state: String,
    /// What the hub exchanges at the service.
    pub code: String,
}

impl ReturnPage {
    /// Where its button leads.
    pub(crate) fn finish(&self) -> String {
        format!("/openid/{}", self.id)
    }
}
